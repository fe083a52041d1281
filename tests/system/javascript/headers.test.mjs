import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {destination, Person} from './client.mjs';

// Which characters of a header a version can say. stompjs escapes in 1.2 alone.
const values = {
    'in Korean': ['안녕하세요 🍚', ['1.0', '1.1', '1.2']],
    'with a line end': ['first line\nsecond line\n', ['1.2']],
    'with a colon': ['a:b::c', ['1.0', '1.2']],
    'with backslashes': ['C:\\temp\\ann', ['1.2']],
    'with a return': ['a\rb\r\nc', ['1.2']],
};

for (const [name, [value, versions]] of Object.entries(values)) {
    for (const version of versions) {
        test(`a value ${name} comes back in ${version}`, async () => {
            const topic = destination('topic');
            const ann = new Person(version);
            await ann.connect();
            await ann.subscribe('echo', topic);
            await ann.send(topic, '', {header: value});
            assert.equal((await ann.receive()).headers.header, value);
            await ann.leave();
        });
    }
}
