// Interactive pictures of the lesson: each is a module of the course's own with a function `start(element)`.

export function startLabs() {
  for (const place of document.querySelectorAll("[data-lab]")) {
    import(new URL(place.dataset.lab, document.baseURI).href).then(
      (lab) => lab.default(place.querySelector(".lab-place")),
      () => (place.querySelector(".lab-place").textContent = "This part of the lesson could not be loaded."),
    );
  }
}
