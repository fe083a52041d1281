import assert from 'node:assert/strict';
import {test} from 'node:test';
import {destination, Person, versions} from './client.mjs';

const url = process.env.MARU_WSS_URL;
const login = {login: 'ann', passcode: process.env.MARU_PASSCODE};

for (const version of versions) {
    test(`a client that trusts the authority talks, in ${version}`, async () => {
        const topic = destination('topic');
        const ann = new Person(version, {url, ca: process.env.MARU_AUTHORITY, connectHeaders: login});
        await ann.connect();
        await ann.subscribe('echo', topic);
        await ann.send(topic, '비밀');
        assert.deepEqual(await ann.receiveBodies(1), ['비밀']);
        await ann.leave();
    });
}

test('a wrong passcode is refused', async () => {
    const ann = new Person('1.2', {url, ca: process.env.MARU_AUTHORITY, connectHeaders: {...login, passcode: 'guess'}});
    await assert.rejects(ann.connect());
    assert.equal((await ann.errors.take('ERROR')).headers.code, 'maru.session.authentication');
    assert.equal((await ann.closed).code, 1008);
});

test('a client that trusts somebody else does not connect', async () => {
    const ann = new Person('1.2', {url, ca: process.env.MARU_STRANGER});
    await assert.rejects(ann.connect(), /unable to (get local issuer|verify)/);
});

test('a client that trusts no authority of ours does not connect', async () => {
    await assert.rejects(new Person('1.2', {url}).connect(), /unable to (get local issuer|verify)/);
});
