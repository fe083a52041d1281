// wss:// in a real browser, with a certificate made for the test.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHash, X509Certificate} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {after, before, describe, test} from 'node:test';
import {startServer} from '../javascript/server.mjs';
import {Chromium} from './chromium.mjs';
import {servePages} from './pages.mjs';

// As Chromium names a public key that it is to trust.
function keyHash(certificate) {
    const key = new X509Certificate(certificate).publicKey.export({type: 'spki', format: 'der'});
    return createHash('sha256').update(key).digest('base64');
}

describe('wss in Chromium', () => {
    let folder;
    let pages;
    let server;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), 'maru-tls-'));
        execFileSync(fileURLToPath(new URL('../certificates.sh', import.meta.url)), [folder]);
        pages = await servePages();
        server = await startServer('--tls-cert', join(folder, 'server.pem'), '--tls-key', join(folder, 'server.key'),
            '--allow-origin', pages.origin('localhost'));
    });
    after(async () => {
        assert.equal((await server.stop()).code, 0);
        pages.stop();
        rmSync(folder, {recursive: true});
    });

    test('a browser that trusts the server\'s key talks', async t => {
        const trusted = keyHash(readFileSync(join(folder, 'server.pem')));
        const browser = await Chromium.start(`--ignore-certificate-errors-spki-list=${trusted}`);
        t.after(() => browser.close());
        const run = await browser.open(pages.origin('localhost'));
        assert.match(server.url, /^wss:/);
        assert.deepEqual(await run(`sayInRoom('${server.url}', 'general', '비밀')`),
            {version: '1.2', seq: '1', text: '비밀'});
    });

    test('a browser that does not trust it does not connect', async t => {
        const browser = await Chromium.start();
        t.after(() => browser.close());
        const run = await browser.open(pages.origin('localhost'));
        await assert.rejects(run(`sayInRoom('${server.url}', 'general', 'secret')`), /closed with 1006/);
    });
});
