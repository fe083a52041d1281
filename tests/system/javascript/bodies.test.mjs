import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {destination, Person, versions} from './client.mjs';

const megabyte = 1_048_576;
const everyByte = Uint8Array.from({length: 256}, (_, byte) => byte);

const texts = {
    'empty': '',
    'with NUL in it': '\0before\0\0after\0',
    'that looks like frames': 'SEND\ndestination:/topic/a\n\nhello\0\n\nMESSAGE\n\n\0',
    'in Korean': '밥은 먹었어? 🍚 ünïcödé',
    'of a megabyte': '가나다 '.repeat(megabyte / 10),
};
const binaries = {
    'with NUL in it': new Uint8Array([0, 1, 0, 0, 255, 0]),
    'of every byte': everyByte,
    'of a megabyte': Uint8Array.from({length: megabyte}, (_, index) => index % 251),
};

for (const version of versions) {
    describe(`STOMP ${version}`, () => {
        const ann = new Person(version, {forceBinaryWSFrames: true});
        before(() => ann.connect());
        after(() => ann.leave());

        async function comesBack(kind, body, headers) {
            const place = destination(kind);
            await ann.subscribe(place, place);
            await ann.send(place, body, headers);
            return ann.receive();
        }

        for (const kind of ['topic', 'queue']) {
            for (const [name, text] of Object.entries(texts)) {
                test(`a text ${name} comes back from a ${kind}`, async () => {
                    assert.equal((await comesBack(kind, text, {'content-type': 'text/plain'})).body, text);
                });
            }
            for (const [name, bytes] of Object.entries(binaries)) {
                test(`bytes ${name} come back from a ${kind}`, async () => {
                    const message = await comesBack(kind, bytes, {'content-type': 'application/octet-stream'});
                    assert.deepEqual(Buffer.from(message.binaryBody), Buffer.from(bytes));
                });
            }
        }
    });
}
