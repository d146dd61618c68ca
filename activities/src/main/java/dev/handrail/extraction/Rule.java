package dev.handrail.extraction;

/** Finds the values of one kind, in time that grows with the length of the notes. */
interface Rule {

    void read(Reading reading);
}
