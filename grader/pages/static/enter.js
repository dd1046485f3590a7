var e=location.hash.slice(1);e&&(document.querySelector("#code").value=e,history.replaceState(null,"",location.pathname));
