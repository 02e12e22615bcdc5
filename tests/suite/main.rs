//! Everything a user would see, through public seams: one binary, a module a subject.

mod signing;
