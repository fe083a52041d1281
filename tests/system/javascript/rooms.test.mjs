// The tutorial's chat by @stomp/stompjs, the STOMP client of browsers, against the real maru-server.

import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {Client} from '@stomp/stompjs';
import {WebSocket} from 'ws';
import {startServer} from './server.mjs';

// Somebody at a stompjs client; what arrives is collected by the id of the subscription.
class Person {
    constructor(url, name, options) {
        this.received = {};
        this.client = new Client({
            webSocketFactory: () => new WebSocket(url, ['v12.stomp', 'v11.stomp', 'v10.stomp']),
            connectHeaders: {login: name},
            reconnectDelay: 0,
            ...options,
        });
    }

    connect() {
        return new Promise((resolve, reject) => {
            this.client.onConnect = resolve;
            this.client.onStompError = frame => reject(new Error(frame.headers.message));
            this.client.onWebSocketError = event => reject(new Error(event.message));
            this.client.activate();
        });
    }

    async leave() {
        await this.client.deactivate();
    }

    // Resolves when the server has confirmed it.
    subscribe(id, destination, headers = {}) {
        this.received[id] = [];
        return this.withReceipt(receipt => this.client.subscribe(destination,
            message => this.received[id].push(message), {id, receipt, ...headers}));
    }

    say(room, body, headers = {}) {
        return this.withReceipt(receipt => this.client.publish(
            {destination: `/publish/chat/${room}`, body, headers: {receipt, ...headers}}));
    }

    // What came before the answer to a question asked now is everything that was sent to this person.
    everythingUntilNow() {
        const id = `fence-${Person.nextReceipt}`;
        return this.subscribe(id, `/topic/${id}`);
    }

    withReceipt(act) {
        const receipt = `receipt-${Person.nextReceipt++}`;
        const confirmed = new Promise(resolve => this.client.watchForReceipt(receipt, resolve));
        act(receipt);
        return confirmed;
    }

    static nextReceipt = 1;
}

const wireKinds = {
    'text frames': {},
    'binary frames': {forceBinaryWSFrames: true},
    'split frames': {splitLargeFrames: true, maxWebSocketChunkSize: 16},
};

const bodies = {
    'plain text': ['안녕 everybody', {'content-type': 'text/plain'}],
    'no content type': ['안녕 everybody', {}],
    'JSON': [JSON.stringify({text: '안녕 everybody'}), {'content-type': 'application/json'}],
};

for (const [wireKind, options] of Object.entries(wireKinds)) {
    describe(wireKind, () => {
        let server;
        let people;

        before(async () => {
            server = await startServer();
            people = Object.fromEntries(
                ['ann', 'bob', 'carl'].map(name => [name, new Person(server.url, name, options)]));
            await Promise.all(Object.values(people).map(person => person.connect()));
            await people.ann.subscribe('one', '/subscribe/chat/1');
            await people.ann.subscribe('two', '/subscribe/chat/2');
            await people.bob.subscribe('one', '/subscribe/chat/1');
            await people.carl.subscribe('three', '/subscribe/chat/3');
        });

        after(async () => {
            await Promise.all(Object.values(people).map(person => person.leave()));
            assert.equal((await server.stop()).code, 0);
        });

        let said = 0;
        for (const [kind, [body, headers]] of Object.entries(bodies)) {
            test(`${kind} reaches the room's subscribers once, and nobody else`, async () => {
                const receipt = await people.ann.say('1', body, headers);
                await Promise.all(Object.values(people).map(person => person.everythingUntilNow()));
                said += 1;

                assert.equal(receipt.headers.seq, String(said));
                for (const person of [people.ann, people.bob]) {
                    assert.equal(person.received.one.length, said);
                    const message = person.received.one.at(-1);
                    const entry = JSON.parse(message.body);
                    assert.equal(message.headers['message-id'], receipt.headers['message-id']);
                    assert.equal(message.headers['content-type'], 'application/json');
                    assert.equal(entry.text, '안녕 everybody');
                    assert.equal(entry.author.name, 'ann');
                    assert.equal(entry.seq, said);
                }
                assert.equal(people.ann.received.two.length, 0);
                assert.equal(people.carl.received.three.length, 0);
            });
        }

        test('who comes later gets the last messages first', async () => {
            const dora = new Person(server.url, 'dora', options);
            await dora.connect();
            await dora.subscribe('one', '/subscribe/chat/1', {last: '2'});
            await people.ann.say('1', 'one more');
            await dora.everythingUntilNow();

            assert.deepEqual(dora.received.one.map(message => JSON.parse(message.body).seq),
                [said - 1, said, said + 1]);
            await dora.leave();
        });
    });
}
