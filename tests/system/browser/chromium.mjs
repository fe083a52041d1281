// A headless Chromium, told what to do by its DevTools protocol over a pipe.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const patience = 60_000; // milliseconds for an answer; a browser starts slowly on a busy machine

export class Chromium {
    #process;
    #profile;
    #ended;
    #nextId = 1;
    #waiting = new Map();
    #unread = '';
    #failure;

    static async start(...options) {
        const browser = new Chromium();
        browser.#profile = await mkdtemp(join(tmpdir(), 'chromium-'));
        const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : []; // Chromium refuses root otherwise
        const usual = ['--headless=new', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--remote-debugging-pipe'];
        browser.#process = spawn('chromium', [...usual, ...sandbox, `--user-data-dir=${browser.#profile}`, ...options],
            {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
        await once(browser.#process, 'spawn');
        browser.#ended = once(browser.#process, 'close');
        browser.#process.once('exit', status => browser.#giveUp(new Error(`chromium ended with ${status}`)));
        browser.#process.stdio[3].on('error', () => {});
        browser.#process.stdio[4].setEncoding('utf8').on('data', text => browser.#read(text));
        return browser;
    }

    // Opens the address and resolves with a function that evaluates JavaScript there.
    async open(url) {
        const {targetId} = await this.#command('Target.createTarget', {url: 'about:blank'});
        const {sessionId} = await this.#command('Target.attachToTarget', {targetId, flatten: true});
        await this.#command('Page.enable', {}, sessionId);
        const loaded = new Promise((resolve, reject) => {
            this.#waiting.set(`${sessionId} Page.loadEventFired`, {resolve, reject});
        });
        await this.#command('Page.navigate', {url}, sessionId);
        await loaded;
        return async expression => {
            const {result, exceptionDetails} = await this.#command('Runtime.evaluate',
                {expression, awaitPromise: true, returnByValue: true}, sessionId);
            if (exceptionDetails)
                throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
            return result.value;
        };
    }

    async close() {
        if (!this.#failure)
            await this.#command('Browser.close');
        await this.#ended;
        await rm(this.#profile, {recursive: true, maxRetries: 10});
    }

    #command(method, params = {}, sessionId = undefined) {
        if (this.#failure)
            return Promise.reject(this.#failure);
        const id = this.#nextId++;
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => this.#giveUp(new Error(`no answer to ${method}`)), patience);
            this.#waiting.set(id, {
                resolve: value => { clearTimeout(timer); resolve(value); },
                reject: error => { clearTimeout(timer); reject(error); },
            });
            this.#process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
        });
    }

    #read(text) {
        const messages = (this.#unread + text).split('\0');
        this.#unread = messages.pop();
        for (const message of messages)
            this.#hear(JSON.parse(message));
    }

    #hear({id, method, sessionId, result, error}) {
        const key = id ?? `${sessionId} ${method}`;
        const waiting = this.#waiting.get(key);
        this.#waiting.delete(key);
        if (error)
            waiting?.reject(new Error(error.message));
        else
            waiting?.resolve(result);
    }

    #giveUp(error) {
        this.#failure = error;
        for (const {reject} of this.#waiting.values())
            reject?.(error);
        this.#waiting.clear();
    }
}
