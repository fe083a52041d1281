// A web server of the tests: one page that has stompjs, under as many origins as it has names.

import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';

const files = {
    '/': ['text/html', new URL('page.html', import.meta.url)],
    '/page.js': ['text/javascript', new URL('page.js', import.meta.url)],
    '/stomp.js': ['text/javascript',
        new URL('../javascript/node_modules/@stomp/stompjs/bundles/stomp.umd.js', import.meta.url)],
};

// Resolves with its origin by a host name, and how to stop it.
export async function servePages() {
    const server = createServer(async (request, response) => {
        const [type, file] = files[request.url] ?? [];
        if (!file)
            return response.writeHead(404).end();
        response.writeHead(200, {'content-type': `${type};charset=utf-8`});
        response.end(await readFile(file));
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    server.unref(); // a test that failed does not wait for it
    return {
        origin: host => `http://${host}:${server.address().port}`,
        stop: () => {
            server.closeAllConnections?.();
            server.close();
        },
    };
}
