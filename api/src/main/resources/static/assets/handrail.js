// Everything works without this file; with it the queue is live and the keyboard decides.
"use strict";

document.documentElement.classList.add("js");

const queue = () => document.getElementById("queue");
const requests = () => [...document.querySelectorAll(".ask")];
const current = () => document.querySelector(".ask.current");

function choose(request) {
    current()?.classList.remove("current");
    if (request) {
        request.classList.add("current");
        request.focus({ preventScroll: true });
        request.scrollIntoView({ block: "nearest" });
    }
}

function move(by) {
    const all = requests();
    const at = all.indexOf(current());
    choose(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
}

function open(name) {
    const action = current()?.querySelector(`details[data-key="${name}"]`);
    if (action) {
        action.open = true;
        action.querySelector("textarea, select, input:not([type=hidden])")?.focus();
    }
}

const keys = {
    j: () => move(1),
    k: () => move(-1),
    a: () => current()?.querySelector('form[data-key="a"] button')?.focus(),
    d: () => open("d"),
    e: () => open("e"),
    l: () => open("l"),
    x: () => current()?.querySelector(".tick input")?.click(),
    "/": () => document.querySelector("input[type=search]")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("details")) {
        event.target.closest("details").open = false;
        return;
    }
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");
    if (!queue() || typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) {
        return;
    }
    event.preventDefault();
    keys[event.key]();
});

document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) {
        document.getElementById("keys").showModal();
    }
    if (event.target.closest("[data-close]")) {
        event.target.closest("dialog").close();
    }
    if (event.target.closest("[data-tick-all]")) {
        tickAll();
    }
    if (event.target.closest("[data-refresh]")) {
        refresh();
    }
});

// What nobody has read is not ticked along with the rest.
function tickAll() {
    const boxes = [...document.querySelectorAll(".tick input")];
    const unread = boxes.filter((box) => "hides" in box.dataset && !box.checked);
    boxes.filter((box) => !unread.includes(box)).forEach((box) => (box.checked = true));
    const place = document.querySelector("[data-left-out]");
    place.hidden = unread.length === 0;
    place.textContent = `Left out: ${unread.length} with more text than shown`;
}

// A list that changes under somebody's hands makes them decide about the wrong thing.
function busy() {
    const inside = document.activeElement?.closest("#queue");
    return (inside && document.activeElement.matches("input, textarea, select, button, summary"))
        || document.querySelector("#queue details[open], #queue .tick input:checked, .ask > [role=alert]");
}

// What was said about the last decision stays until the next one.
let said = null;

function refresh() {
    htmx.ajax("GET", location.pathname + location.search, { target: "#list", select: "#queue" });
}

const decides = (element) => element?.matches?.("#queue form") ?? false;

// A list that was asked for before a decision does not know of it: the answer to the decision shows the newer one.
let decisions = 0;
document.addEventListener("htmx:beforeRequest", (event) => {
    decisions += decides(event.detail.elt) ? 1 : 0;
    event.detail.requestConfig.decisions = decisions;
});

let chosen = null;
let next = null;
document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig.elt;
    if (form === document.body && event.detail.requestConfig.decisions !== decisions) {
        event.detail.shouldSwap = false;
        return;
    }
    const all = requests().map((request) => request.id);
    const at = all.indexOf(form.closest(".ask")?.id);
    chosen = current()?.id;
    said = form.matches("form") ? null : document.querySelector("#queue > .notices");
    if (decides(form) && event.detail.shouldSwap) {
        decisions++;
        next = [...all.slice(Math.max(at, 0)), ...all.slice(0, Math.max(at, 0)).reverse()];
    }
});
document.addEventListener("htmx:afterSwap", () => {
    if (said && !document.querySelector("#queue > .notices")) {
        queue().prepend(said);
    }
    said = null;
});

// After a decision: the request that could not be decided, else the one below it, else whatever is left.
function goOn() {
    const request = next.map((id) => document.getElementById(id)).find(Boolean) ?? requests()[0];
    const wrong = document.querySelector("#queue [aria-invalid]");
    const heading = document.querySelector("main h1");
    choose(request);
    if (wrong) {
        // The one it replaces was open as it came, and of one name only one may be.
        wrong.closest("details").open = true;
        wrong.focus();
    } else if (!request && heading) {
        heading.tabIndex = -1;
        heading.focus();
    }
}

// Not before it has settled: until then whatever has an id wears its old attributes.
document.addEventListener("htmx:afterSettle", () => {
    if (next) {
        goOn();
    } else if (document.activeElement === document.body) {
        choose(chosen && document.getElementById(chosen));
    } else {
        document.getElementById(chosen)?.classList.add("current");
    }
    next = null;
    if (document.getElementById("changed")) {
        document.getElementById("changed").hidden = true;
    }
});

// A decision that did not get through says so where it was made.
function sayUndecided(event, reason) {
    const place = event.detail.elt?.closest?.(".ask, .batch");
    if (place) {
        const alert = document.createElement("p");
        alert.className = "notice bad failed";
        alert.setAttribute("role", "alert");
        alert.textContent = `Not decided: ${reason} Try again.`;
        place.append(alert);
        alert.scrollIntoView({ block: "nearest" });
    }
}

function reasonOf(answer) {
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    const words = page.querySelector("main p")?.textContent.trim().replace(/\s*Try again( shortly)?\.$/, "");
    return words || `Handrail cannot do it at the moment (${answer.status}).`;
}

document.addEventListener("htmx:beforeRequest", (event) =>
    event.detail.elt.closest?.(".ask, .batch")?.querySelectorAll(":scope > .failed").forEach((old) => old.remove()));
document.addEventListener("htmx:responseError", (event) => sayUndecided(event, reasonOf(event.detail.xhr)));
for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => sayUndecided(event, "Handrail cannot be reached."));
}

function shown(count) {
    document.title = document.title.replace(/^(\(\d+\) )?/, count > 0 ? `(${count}) ` : "");
    document.querySelectorAll("[data-pending]").forEach((place) => (place.textContent = count));
}

// The start page leads whoever is signed out to the sign-in.
async function leaveWhenSignedOut() {
    const start = await fetch("/", { redirect: "manual" });
    if (start.type === "opaqueredirect") {
        location.assign("/sign-in?signed-out");
    }
}

if (document.querySelector("[data-live]")) {
    const events = new EventSource("/authorizations/events");
    events.addEventListener("queue", (event) => {
        const { version, pending } = JSON.parse(event.data);
        shown(pending);
        if (!queue() || version === queue().dataset.live) {
            return;
        }
        if (busy()) {
            document.getElementById("changed").hidden = false;
        } else {
            refresh();
        }
    });
    events.addEventListener("error", () => {
        if (events.readyState === EventSource.CLOSED) {
            leaveWhenSignedOut();
        }
    });
    addEventListener("pagehide", () => events.close());
}
