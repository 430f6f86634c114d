import assert from 'node:assert/strict';
import { it } from 'node:test';
import { joinLink, videoLink } from './video-link.ts';

it('takes an https address with one room in its path or behind it, or nothing', () => {
  for (const good of [
    '',
    'https://video.example.org/{room}',
    'https://video.example.org/join?room={room}&as=patient',
    'https://video.example.org/#{room}',
  ])
    assert.equal(videoLink.safeParse(good).success, true, good);
});

it('refuses what is no address, names no room, or lets the room choose where it leads', () => {
  for (const bad of [
    'video.example.org/{room}',
    'http://video.example.org/{room}',
    'javascript:alert(1)//{room}',
    'https://video.example.org/',
    'https://video.example.org/{room}/{room}',
    'https://{room}.example.org/',
    'https://{room}/',
    'https://video.example.org{room}',
    'https://me:secret@video.example.org/{room}',
    'https://video.example.org/a b/{room}',
  ])
    assert.equal(videoLink.safeParse(bad).success, false, bad);
});

it('puts the room of a visit into the address, and answers none where either is missing', () => {
  const template = 'https://video.example.org/{room}';
  assert.equal(joinLink(template, 'abc'), 'https://video.example.org/abc');
  assert.equal(joinLink(null, 'abc'), null);
  assert.equal(joinLink(template, null), null);
});
