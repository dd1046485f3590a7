// Pages of a course that is opened in another site's frame: the site's storage, a form that is sent on, a session that is there.
const page = JSON.parse(document.querySelector("#page").textContent);
const PATIENCE = 2000; // ms until a storage that does not answer is gone on without

// LTI's storage: a message to a frame of the course site, answered with the same message_id from the site's own origin.
function asked(message) {
  const parent = window.parent === window ? window.opener : window.parent;
  const target = page.frame === "_parent" ? parent : parent?.frames[page.frame];
  const id = crypto.randomUUID();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE);
    window.addEventListener("message", (event) => {
      const answer = event.data;
      if (event.origin !== page.origin || answer?.message_id !== id || answer.subject !== `${message.subject}.response`) return;
      clearTimeout(timer);
      resolve(answer.error ? null : answer);
    });
    if (target) target.postMessage({ ...message, message_id: id }, page.origin);
    else resolve(null);
  });
}

const actions = {
  async store() {
    await asked({ subject: "lti.put_data", key: page.key, value: page.value });
    location.replace(page.there);
  },
  async fetch() {
    const answer = await asked({ subject: "lti.get_data", key: page.key });
    document.querySelector("#secret").value = answer?.value ?? "";
    document.querySelector("#launch").submit();
  },
  async arrive() {
    const answer = await fetch("/lti/here", { credentials: "same-origin" });
    if (answer.ok) location.replace(page.there);
  },
  submit() {
    document.querySelector("#launch").submit();
  },
  close() {
    (window.opener ?? window.parent).postMessage({ subject: "org.imsglobal.lti.close" }, page.origin);
  },
};
actions[page.do]();
