import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';

const TYPES = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif' };
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** Guests leave a picture of themselves while the site runs: the folder is a root like any other. */
export function createGuests(folder) {
  mkdirSync(folder, { recursive: true });
  const router = express.Router();
  router.get('/guests', (_request, response) => {
    const guests = readdirSync(folder)
      .filter((file) => /^[a-z0-9-]+\.[a-z]+$/.test(file))
      .map((file) => ({ name: path.parse(file).name, picture: `/guests/pictures/${file}` }));
    response.render('guests.njk', { page: 'guests', guests });
  });
  router.put(
    '/guests/:name',
    express.raw({ type: 'image/*', limit: '1mb' }),
    (request, response) => {
      const extension = TYPES[request.headers['content-type']];
      const { name } = request.params;
      if (!extension || !NAME.test(name)) return response.sendStatus(400);
      writeFileSync(path.join(folder, `${name}.${extension}`), request.body);
      response.sendStatus(201);
    },
  );
  return { router, root: { dir: folder, at: '/guests/pictures' } };
}
