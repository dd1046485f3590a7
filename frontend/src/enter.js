// The personal link's secret stands after #, which browsers send to nobody: put it into the form, and out of the address.
const code = location.hash.slice(1);
if (code) {
  document.querySelector("#code").value = code;
  history.replaceState(null, "", location.pathname);
}
