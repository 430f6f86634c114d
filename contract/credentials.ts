// What people sign in with, as they type it.
import * as z from 'zod/mini';
import { line } from './text.ts';

export const login = line({ max: 120 });
// Bounded so that hashing cannot be made slow; not trimmed, because a password is taken as typed.
export const password = z.string().check(z.minLength(1), z.maxLength(200));
/** NIST 800-63B asks for length, not for character classes. */
export const shortestPassword = 12;
export const newPassword = z.string().check(z.minLength(shortestPassword), z.maxLength(200));
/** Of a one-time link: at least 128 random bits. */
export const linkToken = z.string().check(z.minLength(20), z.maxLength(100));
