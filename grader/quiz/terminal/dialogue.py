"""A quiz in line mode: plain lines that any terminal shows and any screen reader reads.

The dialogue reads and writes lines through two functions and hands every step to be kept; it knows no terminal.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from grader.core.errors import GraderError
from grader.core.points import count_points, format_points
from grader.quiz import sitting as steps
from grader.quiz.load import Quiz
from grader.quiz.mark import STOCK, Mark
from grader.quiz.marking.program import ProgramRunner
from grader.quiz.messages import further_tries, hint_offer, hint_price, without_answer
from grader.quiz.model import LEVELS, Confidence
from grader.quiz.present import QuestionView, explanation, present
from grader.quiz.sitting import Sitting
from grader.quiz.solution import worked_solution
from grader.quiz.terminal.markdown_text import clean, hanging, wrapped
from grader.quiz.terminal.question_text import question_text
from grader.quiz.terminal.result_text import WORDS, instead, title
from grader.quiz.terminal.sitting_store import hand_in
from grader.quiz.terminal.typed import MisreadError, first_prompt, how_to_type, read_typed, retyped

_VERDICTS = {"correct": "Right", "partial": "Partly right", "wrong": "Not right", "ungraded": "Not graded"}
_ROOM = 10
"""So many columns are left after a question in the line, or the answer goes into the next line."""
_COMMANDS = ("?", "s", "b", "r", "q")


class Left(Exception):
    """The learner leaves; everything is kept."""


class _CommandError(Exception):
    """A command came in the middle of an answer."""


class Dialogue:
    """Asks one sitting of a quiz."""

    def __init__(
        self,
        quiz: Quiz,
        sitting: Sitting,
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        keep: Callable[[Sitting], None],
        programs: ProgramRunner,
        width: int = 80,
    ) -> None:
        """Prepare.

        Args:
            quiz: the quiz.
            sitting: where the learner is.
            ask: shows a prompt and returns the line that was typed; EOFError where there is no more.
            say: shows lines.
            keep: is called with every new state.
            programs: runs the answers to code questions, and the programs that questions show.
            width: the longest line.
        """
        self.quiz, self.sitting = quiz, sitting
        self._ask_line, self._say, self._keep, self._programs, self._width = ask, say, keep, programs, width

    def run(self) -> Sitting:
        """Ask until the quiz is handed in or left, and return how it stands then.

        Raises:
            KeyboardInterrupt: it was left by Ctrl-C; all is kept.
        """
        try:
            while not self.sitting.finished:
                if self.sitting.at < len(self.sitting.items):
                    self._question(self.sitting.items[self.sitting.at].id)
                else:
                    self._review()
        except (Left, KeyboardInterrupt) as error:
            self._keep(self.sitting)
            self._say("\nYour answers are kept. Run `grade quiz` to go on.")
            if isinstance(error, KeyboardInterrupt):
                raise
        return self.sitting

    def _question(self, name: str) -> None:
        """Ask one question until the learner moves on."""
        here, asked = self.sitting.at, present(self.quiz, name, self.sitting.seed)
        self._show(asked)
        while self.sitting.at == here:
            if steps.open_for_answers(self.quiz, self.sitting, name) and not self._is_right(name):
                self._one_answer(asked)
            else:
                self._pause()

    def _show(self, asked: QuestionView) -> None:
        number, count = self.sitting.at + 1, len(self.sitting.items)
        self._say(f"\n{self._wrap(f'Question {number} of {count}: {asked.title} ({count_points(asked.points)})')}\n")
        self._say(question_text(asked, self._width))
        for hint in steps.shown_hints(self.quiz, self.sitting, asked.id):
            self._say("\n" + self._wrap(f"Hint: {hint.text}"))
        state = self.sitting.item(asked.id)
        if state.attempts:
            last = state.attempts[-1]
            sure = f" ({last.confidence})" if last.confidence else ""
            self._say(f"\nYou answered {retyped(asked, last.answer)}{sure}.")
            self._verdict(asked, last.mark)
        elif state.draft is not None:
            self._say(f"\nYou wrote {retyped(asked, state.draft)}. It is not checked yet.")
        if steps.open_for_answers(self.quiz, self.sitting, asked.id) and not self._is_right(asked.id):
            self._say("\n" + self._wrap(f"{asked.how} {how_to_type(asked)}".strip()))
            self._say(self._wrap(self._commands(asked.id)))

    def _one_answer(self, asked: QuestionView) -> None:
        """Read one line, which is a command or an answer."""
        line = self._line(asked, first_prompt(asked))
        if line is None:
            return
        try:
            given = read_typed(asked, line, functools.partial(self._further, asked))
        except _CommandError:
            return
        except MisreadError as error:
            self._say(f"{self._wrap(str(error))}\nThat does not count as an attempt.")
            return
        if given is None:
            self._say(self._wrap("Type an answer, or s to skip this question."))
            return
        self.sitting, found = steps.answer(self.quiz, self.sitting, asked.id, given, run_code=self._programs)
        self._keep(self.sitting)
        if found.status == "invalid":
            self._say(f"{self._wrap(clean(found.feedback), literal=True)}\nThat does not count as an attempt.")
            return
        if found.read_as and found.read_as != line.strip():
            self._say(f"Read as {clean(found.read_as)}.")
        if self.quiz.head.confidence and len(self.sitting.item(asked.id).attempts) == 1:
            self.sitting = steps.tell_confidence(self.sitting, asked.id, self._how_sure())
            self._keep(self.sitting)
        self._verdict(asked, found)

    def _how_sure(self) -> Confidence | None:
        """Ask how sure the learner is, before the verdict; None where they leave it open."""
        choices = ", ".join(f"{number} {level}" for number, level in enumerate(LEVELS, 1))
        self._say(self._wrap(f"How sure are you? {choices}, or press Enter. It does not change your points."))
        while True:
            said = " ".join(self._read("How sure: ").lower().split())
            if not said:
                return None
            for number, level in enumerate(LEVELS, 1):
                if said in (str(number), level):
                    return level
            self._say(self._wrap(f"Type a number from 1 to {len(LEVELS)}, or press Enter to skip this."))

    def _line(self, asked: QuestionView, prompt: str) -> str | None:
        """Read a line; None where it was a command, which is done then."""
        line = self._read(prompt)
        command = line.strip().lower()
        if command == "?":
            self._hint(asked.id)
        elif command == "s":
            self._go(self.sitting.at + 1)
        elif command == "b":
            self._back()
        elif command == "r":
            self._show(asked)
        else:
            meant = command[:1] == "=" and command[1:] in _COMMANDS
            typed = asked.type in ("text", "numeric", "predict") and not command.startswith("=>")
            return line.strip().removeprefix("=") if typed or meant else line
        return None

    def _further(self, asked: QuestionView, prompt: str) -> str:
        """Read a further line of an answer of several; a command ends the answer there."""
        line = self._line(asked, prompt)
        if line is None:
            raise _CommandError
        return line

    def _read(self, prompt: str) -> str:
        if len(prompt) > self._width - _ROOM:
            self._say(self._wrap(prompt.strip(), literal=True))
            prompt = "> "
        try:
            line = self._ask_line(prompt)
        except EOFError:
            raise Left from None
        if line.strip().lower() == "q":
            raise Left
        return line

    def _verdict(self, asked: QuestionView, found: Mark) -> None:
        state = self.sitting.item(asked.id)
        open_still = steps.open_for_answers(self.quiz, self.sitting, asked.id)
        feedback = found.feedback
        for said in STOCK.values():
            feedback = feedback.removeprefix(said).lstrip()
        earned = f": {format_points(state.attempts[-1].earned)} of {count_points(asked.points)}"
        verdict = "Not yet" if found.status == "wrong" and open_still else _VERDICTS[found.status]
        self._say(f"\n{verdict}{'' if found.status == 'ungraded' else earned}.")
        for more in (feedback, instead(self.quiz, state)):
            if more:
                self._say(self._wrap(more))
        if steps.reveals(self.quiz, self.sitting, asked.id):
            told = explanation if found.status == "correct" else worked_solution
            self._say("\n" + self._wrap(told(self.quiz, asked.id, self.sitting.seed)))
            self._run_program(asked)
        elif found.status != "ungraded" and open_still:
            offer = hint_offer(self.quiz, self.sitting, asked.id)
            self._say(self._wrap(f"{further_tries(self.quiz, self.sitting, asked.id)} {offer}".strip()))

    def _run_program(self, asked: QuestionView) -> None:
        """Run the program of a predict question, and show what it prints."""
        if asked.type != "predict":
            return
        try:
            printed = self._programs.prints(asked.template)
        except GraderError as error:
            self._say("\n" + self._wrap(f"The program could not run here. {clean(str(error))}", literal=True))
            return
        self._say("\nNow the program runs. It prints:\n")
        self._say("\n".join(f"  {clean(line)}" for line in printed.splitlines()))

    def _is_right(self, name: str) -> bool:
        return any(attempt.mark.status == "correct" for attempt in self.sitting.item(name).attempts)

    def _hint(self, name: str) -> None:
        self.sitting, hint = steps.take_hint(self.quiz, self.sitting, name)
        if hint is None:
            self._say("There are no more hints.")
            return
        self._keep(self.sitting)
        self._say(self._wrap(f"Hint: {hint.text}"))
        self._say(self._wrap(self._commands(name)))

    def _commands(self, name: str) -> str:
        price = hint_price(self.quiz, self.sitting, name)
        hint = f"? hint ({price}), " if price else ""
        return f"Or: {hint}s skip, b back, r read again, q keep and quit."

    def _pause(self) -> None:
        command = self._read("Enter for the next question: ").strip().lower()
        if command == "b":
            self._back()
        elif command == "r":
            self._show(present(self.quiz, self.sitting.items[self.sitting.at].id, self.sitting.seed))
        else:
            self._go(self.sitting.at + 1)

    def _back(self) -> None:
        if self.sitting.at == 0:
            self._say("This is the first question.")
        else:
            self._go(self.sitting.at - 1)

    def _go(self, place: int) -> None:
        self.sitting = steps.go(self.sitting, place)
        self._keep(self.sitting)

    def _review(self) -> None:
        """Show how every question stands, and hand in or go back to one."""
        found = [self._standing(item.id) for item in self.sitting.items]
        longest = max((len(word) for word in found), default=0)
        self._say("\nAll questions have been asked.\n")
        for number, (word, item) in enumerate(zip(found, self.sitting.items, strict=True), 1):
            self._say(hanging(f"  {number:>2}. {word:<{longest}}  ", title(self.quiz, item.id), self._width))
        blank = found.count("no answer")
        if blank:
            self._say("\n" + self._wrap(without_answer(blank)))
        self._say(
            "\n" + self._wrap("Type a number to go back to that question, h to hand in, or q to keep it for later.")
        )
        while True:
            command = self._read("Hand in? ").strip().lower()
            if command == "h":
                self.sitting = hand_in(self.quiz, self.sitting, self._programs)
                self._keep(self.sitting)
                return
            if command == "b":
                return self._go(len(self.sitting.items) - 1)
            if command.isdecimal() and 1 <= int(command) <= len(self.sitting.items):
                return self._go(int(command) - 1)
            self._say(self._wrap(f"Type h, q, or a number from 1 to {len(self.sitting.items)}."))

    def _standing(self, name: str) -> str:
        state = self.sitting.item(name)
        attempt = steps.counting(self.quiz, state)
        if attempt is not None:
            sure = f", {attempt.confidence}" if attempt.confidence else ""
            return WORDS[attempt.mark.status] + sure
        return "not checked" if state.draft is not None else "no answer"

    def _wrap(self, text: str, *, literal: bool = False) -> str:
        return wrapped(text.replace("$", r"\$") if literal else text, self._width)
