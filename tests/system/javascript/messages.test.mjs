import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {destination, Person, versions} from './client.mjs';

for (const version of versions) {
    describe(`STOMP ${version}`, () => {
        let writer;
        let reader;

        beforeEach(async () => {
            writer = new Person(version);
            reader = new Person(version);
            await Promise.all([writer.connect(), reader.connect()]);
        });
        afterEach(() => Promise.all([writer.leave(), reader.leave()]));

        test('everybody subscribed to a topic gets what is sent there', async () => {
            const topic = destination('topic');
            await writer.subscribe('own', topic);
            await reader.subscribe('news', topic);
            await writer.send(topic, 'hello', {'content-type': 'text/plain', 'colour': 'blue'});
            assert.deepEqual(await writer.receiveBodies(1), ['hello']);
            const message = await reader.receive();
            assert.equal(message.body, 'hello');
            assert.equal(message.headers.subscription, 'news');
            assert.equal(message.headers.destination, topic);
            assert.equal(message.headers['content-type'], 'text/plain');
            assert.equal(message.headers.colour, 'blue');
        });

        test('a queue keeps messages in order until somebody reads', async () => {
            const queue = destination('queue');
            for (const body of ['one', 'two', 'three'])
                await writer.send(queue, body);
            await reader.subscribe('work', queue);
            assert.deepEqual(await reader.receiveBodies(3), ['one', 'two', 'three']);
        });

        test('after an unsubscribe nothing comes', async () => {
            const topic = destination('topic');
            await reader.subscribe('news', topic);
            await reader.unsubscribe('news');
            await writer.send(topic, 'too late');
            assert.deepEqual(await reader.everythingUntilNow(), []);
        });

        test('a refused frame gets a problem and the connection stays', async () => {
            await reader.subscribe('errors', '/user/queue/errors');
            reader.client.publish({destination: '/subscribe/chat/1', body: 'no', headers: {receipt: 'refused'}});
            const problem = await reader.receive();
            assert.equal(problem.headers['receipt-id'], 'refused');
            assert.equal(JSON.parse(problem.body).code, 'not-for-clients');
            assert.deepEqual(await reader.everythingUntilNow(), []);
        });
    });
}
