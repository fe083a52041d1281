import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {destination, Person} from './client.mjs';

const beats = 5;

async function waitForBeats(mailbox) {
    for (let i = 0; i < beats; ++i)
        await mailbox.take('a beat');
}

// stompjs ends the connection when a beat is a second time so late; a busy machine gets half a second.
for (const version of ['1.1', '1.2']) {
    describe(`STOMP ${version}`, () => {
        test('beats of both keep the connection', async () => {
            const ann = new Person(version, {heartbeatIncoming: 500, heartbeatOutgoing: 500});
            assert.equal((await ann.connect()).headers['heart-beat'], '500,500');
            const topic = destination('topic');
            await ann.subscribe('news', topic);
            await Promise.all([waitForBeats(ann.beats.sent), waitForBeats(ann.beats.received)]);
            await ann.send(topic, 'still here');
            assert.deepEqual(await ann.receiveBodies(1), ['still here']);
            await ann.leave();
        });
    });
}
