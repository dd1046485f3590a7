// The chain of exercises at the head of a page: how far the reader has come, from the practice results kept here.

export function showChain(store) {
  for (const item of document.querySelectorAll("[data-stem]")) {
    const result = store.result(item.dataset.stem);
    const state = !result ? "open" : result.full ? "full" : "begun";
    item.dataset.state = state;
    const mark = item.querySelector(".state");
    if (mark) mark.textContent = { open: "not begun", begun: `${result?.score} of ${result?.max} points`, full: "done" }[state];
  }
  const progress = document.querySelector("#progress");
  if (progress) {
    const all = [...document.querySelectorAll(".chain [data-stem]:not([data-bonus])")];
    const done = all.filter((item) => item.dataset.state === "full").length;
    progress.max = all.length;
    progress.value = done;
    document.querySelector("#done").textContent = progress.textContent = `${done} of ${all.length}`;
  }
}
