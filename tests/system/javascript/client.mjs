// A person at a stompjs client, whose frames are waited for one by one. The server stands in the environment
// (../with_server.py).

import {readFileSync} from 'node:fs';
import {Client, Versions} from '@stomp/stompjs';
import {WebSocket} from 'ws';

export const versions = ['1.0', '1.1', '1.2'];

const patience = 30_000; // milliseconds to wait for a frame before a test fails
let number = 0;

// A destination of its own, like /topic/javascript-7.
export function destination(kind) {
    return `/${kind}/javascript-${process.pid}-${++number}`;
}

// Waits for the promise, not for ever.
export function soon(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`waited too long for ${what}`)), patience);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// What comes now and later, taken one by one.
class Mailbox {
    #values = [];
    #readers = [];

    put(value) {
        const reader = this.#readers.shift();
        if (reader)
            reader(value);
        else
            this.#values.push(value);
    }

    take(what) {
        if (this.#values.length > 0)
            return Promise.resolve(this.#values.shift());
        return soon(new Promise(resolve => this.#readers.push(resolve)), what);
    }

    takeAll() {
        return this.#values.splice(0);
    }
}

export class Person {
    messages = new Mailbox();
    errors = new Mailbox();
    beats = {sent: new Mailbox(), received: new Mailbox()};
    subscriptions = {};

    constructor(version = '1.2', {url = process.env.MARU_WS_URL, ca, ...options} = {}) {
        const protocol = `v${version.replace('.', '')}.stomp`;
        this.closed = new Promise(resolve => {
            this.client = new Client({
                stompVersions: new Versions([version]),
                webSocketFactory: () => new WebSocket(url, [protocol], ca ? {ca: readFileSync(ca)} : {}),
                connectHeaders: {login: 'ann'},
                reconnectDelay: 0,
                heartbeatIncoming: 0,
                heartbeatOutgoing: 0,
                onWebSocketClose: resolve,
                debug: line => this.#countBeats(line),
                ...options,
            });
        });
    }

    // Resolves with the CONNECTED frame.
    connect() {
        return soon(new Promise((resolve, reject) => {
            this.client.onConnect = resolve;
            this.client.onStompError = frame => {
                this.errors.put(frame);
                reject(new Error(frame.headers.message));
            };
            this.client.onWebSocketError = event => reject(new Error(event.message));
            this.client.activate();
        }), 'CONNECTED');
    }

    // By DISCONNECT; resolves when the connection has ended.
    async leave() {
        await this.client.deactivate();
    }

    // Without DISCONNECT.
    vanish() {
        return this.client.deactivate({force: true});
    }

    subscribe(id, destination, headers = {}) {
        return this.confirmed(receipt => {
            this.subscriptions[id] = this.client.subscribe(
                destination, message => this.messages.put(message), {id, receipt, ...headers});
        });
    }

    unsubscribe(id) {
        return this.confirmed(receipt => this.subscriptions[id].unsubscribe({receipt}));
    }

    // The body is a text, or bytes. Resolves with the RECEIPT.
    send(destination, body, headers = {}) {
        const content = typeof body === 'string' ? {body} : {binaryBody: body};
        return this.confirmed(
            receipt => this.client.publish({destination, ...content, headers: {receipt, ...headers}}));
    }

    confirmed(act) {
        const receipt = `receipt-${++number}`;
        const frame = new Promise(resolve => this.client.watchForReceipt(receipt, resolve));
        act(receipt);
        return soon(frame, receipt);
    }

    receive() {
        return this.messages.take('a message');
    }

    async receiveBodies(count) {
        const bodies = [];
        while (bodies.length < count)
            bodies.push((await this.receive()).body);
        return bodies;
    }

    // The bodies that were on their way: frames come in order, and a receipt asked for now is the last of them.
    async everythingUntilNow() {
        await this.send('/topic/nobody', '');
        return this.messages.takeAll().map(message => message.body);
    }

    #countBeats(line) {
        if (line === '>>> PING')
            this.beats.sent.put(line);
        if (line === '<<< PONG')
            this.beats.received.put(line);
    }
}
