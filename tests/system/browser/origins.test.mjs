// Pages of web sites in a real browser: which may connect, and what they can do then (S-261, S-238).

import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {startServer} from '../javascript/server.mjs';
import {Chromium} from './chromium.mjs';
import {servePages} from './pages.mjs';

const failedHandshake = 1006; // all that a browser tells a page

describe('pages in Chromium', () => {
    let pages;
    let browser;
    let server;

    before(async () => {
        pages = await servePages();
        browser = await Chromium.start();
    });
    after(async () => {
        await browser.close();
        pages.stop();
    });

    test('a page of another origin is refused, and the server counts it', async () => {
        server = await startServer('--log-level', 'info');
        const run = await browser.open(pages.origin('127.0.0.1'));
        assert.equal(await run(`knock('${server.url}')`), failedHandshake);
        await assert.rejects(run(`sayInRoom('${server.url}', 'general', 'hello')`), /closed with 1006/);
        const {code, log} = await server.stop();
        assert.equal(code, 0);
        assert.match(log, / http-403=2[; ]/);
    });

    describe('a server that allows one origin', () => {
        before(async () => {
            server = await startServer('--allow-origin', pages.origin('127.0.0.1'));
        });
        after(async () => {
            assert.equal((await server.stop()).code, 0);
        });

        test('lets its pages talk and listen', async () => {
            const run = await browser.open(pages.origin('127.0.0.1'));
            assert.deepEqual(await run(`sayInRoom('${server.url}', 'general', '안녕하세요 🍚')`),
                {version: '1.2', seq: '1', text: '안녕하세요 🍚'});
        });

        test('lets its pages send and receive bytes', async () => {
            const bytes = [0, 1, 0, 10, 255, 0];
            const run = await browser.open(pages.origin('127.0.0.1'));
            assert.deepEqual(await run(`echo('${server.url}', [${bytes}])`), bytes);
        });

        test('refuses the same pages under another name', async () => {
            const run = await browser.open(pages.origin('localhost'));
            assert.equal(await run(`knock('${server.url}')`), failedHandshake);
        });
    });
});
