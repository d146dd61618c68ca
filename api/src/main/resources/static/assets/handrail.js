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
        document.querySelectorAll(".tick input").forEach((box) => (box.checked = true));
    }
    if (event.target.closest("[data-refresh]")) {
        refresh();
    }
});

// A list that changes under somebody's hands makes them decide about the wrong thing.
function busy() {
    const inside = document.activeElement?.closest("#queue");
    return (inside && document.activeElement.matches("input, textarea, select, button, summary"))
        || document.querySelector("#queue details[open], #queue .tick input:checked");
}

function refresh() {
    htmx.ajax("GET", location.pathname + location.search, { target: "#queue", select: "#queue", swap: "outerHTML" });
}

let chosen = null;
document.addEventListener("htmx:beforeSwap", () => (chosen = current()?.id));
document.addEventListener("htmx:afterSwap", () => {
    choose(chosen && document.getElementById(chosen));
    if (document.getElementById("changed")) {
        document.getElementById("changed").hidden = true;
    }
});

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
