import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {destination, Person, versions} from './client.mjs';

for (const version of versions) {
    describe(`STOMP ${version}`, () => {
        let writer;
        let reader;
        let topic;

        beforeEach(async () => {
            writer = new Person(version);
            reader = new Person(version);
            topic = destination('topic');
            await Promise.all([writer.connect(), reader.connect()]);
            await reader.subscribe('news', topic);
        });
        afterEach(() => Promise.all([writer.leave(), reader.leave()]));

        test('nothing is seen before the commit and all after it in order', async () => {
            const {id, commit} = writer.client.begin();
            for (const body of ['one', 'two', 'three'])
                await writer.send(topic, body, {transaction: id});
            await writer.send(topic, 'outside');
            assert.deepEqual(await reader.everythingUntilNow(), ['outside']);
            commit();
            assert.deepEqual(await reader.receiveBodies(3), ['one', 'two', 'three']);
        });

        test('what was sent before an abort is never seen', async () => {
            const {id, abort} = writer.client.begin();
            await writer.send(topic, 'regretted', {transaction: id});
            abort();
            await writer.send(topic, 'kept');
            assert.deepEqual(await reader.everythingUntilNow(), ['kept']);
        });

        for (const [end, left] of [['commit', []], ['abort', ['task']]]) {
            test(`an acknowledgement waits for the end of its transaction: ${end}`, async () => {
                const queue = destination('queue');
                await writer.subscribe('work', queue, {ack: 'client'});
                await writer.send(queue, 'task');
                const message = await writer.receive();
                const transaction = writer.client.begin();
                message.ack({transaction: transaction.id});
                transaction[end]();
                await writer.leave();
                await reader.subscribe('work', queue);
                assert.deepEqual(await reader.everythingUntilNow(), left);
            });
        }
    });
}
