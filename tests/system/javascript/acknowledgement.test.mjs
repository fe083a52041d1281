import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {destination, Person, versions} from './client.mjs';

// A reader who has got one, two and three from a queue and has acknowledged none of them, and somebody else.
class Scene {
    async begin(version, ack) {
        this.queue = destination('queue');
        this.reader = new Person(version);
        this.other = new Person(version);
        await Promise.all([this.reader.connect(), this.other.connect()]);
        for (const body of ['one', 'two', 'three'])
            await this.other.send(this.queue, body);
        await this.reader.subscribe('work', this.queue, {ack});
        this.messages = [];
        while (this.messages.length < 3)
            this.messages.push(await this.reader.receive());
    }

    // The other one gets these, marked as redelivered, and nothing else.
    async assertDeliveredAgain(...bodies) {
        await this.other.subscribe('work', this.queue);
        for (const body of bodies) {
            const message = await this.other.receive();
            assert.deepEqual([message.body, message.headers.redelivered], [body, 'true']);
        }
        assert.deepEqual(await this.other.everythingUntilNow(), []);
    }

    end() {
        return Promise.all([this.reader.leave(), this.other.leave()]);
    }
}

for (const version of versions) {
    describe(`STOMP ${version}, ack:client`, () => {
        const scene = new Scene();
        beforeEach(() => scene.begin(version, 'client'));
        afterEach(() => scene.end());

        test('an acknowledgement covers all messages before it', async () => {
            scene.messages[1].ack();
            await scene.reader.leave();
            await scene.assertDeliveredAgain('three');
        });

        test('without it all come again in order after a disconnect', async () => {
            await scene.reader.leave();
            await scene.assertDeliveredAgain('one', 'two', 'three');
        });

        test('without it all come again in order when the connection breaks', async () => {
            await scene.reader.vanish();
            await scene.assertDeliveredAgain('one', 'two', 'three');
        });
    });
}

for (const version of ['1.1', '1.2']) {
    describe(`STOMP ${version}, ack:client-individual`, () => {
        const scene = new Scene();
        beforeEach(() => scene.begin(version, 'client-individual'));
        afterEach(() => scene.end());

        test('an acknowledgement covers no other message', async () => {
            scene.messages[1].ack();
            await scene.reader.leave();
            await scene.assertDeliveredAgain('one', 'three');
        });

        test('a refused message comes again to the same reader if there is no other', async () => {
            scene.messages[1].nack();
            const again = await scene.reader.receive();
            assert.deepEqual([again.body, again.headers.redelivered], ['two', 'true']);
            again.ack();
            await scene.reader.leave();
            await scene.assertDeliveredAgain('one', 'three');
        });
    });
}
