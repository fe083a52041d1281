// Starts the real maru-server on a free port, with nothing kept, and gives its address and what it logs.

import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

export async function startServer(...options) {
    const program = process.env.MARU_SERVER;
    const child = spawn(program, ['--in-memory', '--listen', '127.0.0.1:0', ...options],
        {stdio: ['ignore', 'pipe', 'pipe']});
    let log = '';
    child.stderr.on('data', text => log += text);
    const ended = new Promise(resolve => child.once('close', (code, signal) => resolve({code, signal, log})));
    let url;
    for await (const line of createInterface({input: child.stdout})) {
        if (line.startsWith('listening ws'))
            url = line.split(' ')[1];
        if (line === 'ready')
            break;
    }
    if (!url)
        throw new Error(`maru-server did not become ready: ${log}`);
    const stop = () => {
        child.kill('SIGTERM');
        return ended;
    };
    return {url, stop};
}
