// The one key of the slip.
document.getElementById("print").addEventListener("click", () => window.print());
