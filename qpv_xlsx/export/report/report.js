"use strict";
// A click on a header sorts its table: figures by data-order, words in the page's language; blanks always last.
(() => {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return null;
    if (cell.dataset.order !== undefined) return Number(cell.dataset.order);
    const text = cell.textContent.trim();
    return text === "" ? null : text;
  };

  const compare = (one, other, sign) => {
    if (one === null || other === null) return (one === null) - (other === null);
    const numbers = typeof one === "number" && typeof other === "number";
    return sign * (numbers ? one - other : words.compare(String(one), String(other)));
  };

  const sort = (table, header) => {
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [keyOf(row, header.cellIndex), row]);
    keyed.sort((one, other) => compare(one[0], other[0], ascending ? 1 : -1));
    body.append(...keyed.map((pair) => pair[1]));
  };

  document.querySelectorAll("table.sortable").forEach((table) => {
    table.querySelectorAll("thead th").forEach((header) => {
      header.querySelector("button").addEventListener("click", () => sort(table, header));
    });
  });
})();
