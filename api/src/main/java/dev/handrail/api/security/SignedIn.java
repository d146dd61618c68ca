package dev.handrail.api.security;

import dev.handrail.person.Person;

/** What a successful sign-in answers, by whatever way: the session remembers this person. */
interface SignedIn {

    Person person();
}
