import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {Person, versions} from './client.mjs';

for (const version of versions) {
    describe(`STOMP ${version}`, () => {
        test('the version asked for is spoken', async () => {
            const ann = new Person(version);
            assert.equal((await ann.connect()).headers.version, version);
            await ann.leave();
        });

        test('an open server takes any login', async () => {
            const guest = new Person(version, {connectHeaders: {login: 'guest', passcode: 'guest', host: '/'}});
            assert.equal((await guest.connect()).headers.name, 'guest');
            await guest.leave();
        });

        test('a disconnect is an end in order', async () => {
            const ann = new Person(version);
            await ann.connect();
            await ann.leave();
            assert.equal((await ann.closed).code, 1000);
        });

        test('a frame that breaks a rule is answered with the reason and an end', async () => {
            const ann = new Person(version);
            await ann.connect();
            ann.client.commit('never begun');
            assert.equal((await ann.errors.take('ERROR')).headers.code, 'maru.transaction.unknown');
            assert.equal((await ann.closed).code, 1002);
        });
    });
}
