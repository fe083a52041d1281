// What the page can do: each function resolves with something that the test compares.

// Opens a bare WebSocket: 'open', or the code of its close.
function knock(url) {
    return new Promise(resolve => {
        const socket = new WebSocket(url, ['v12.stomp']);
        socket.onclose = event => resolve(event.code);
        socket.onopen = () => {
            resolve('open');
            socket.close();
        };
    });
}

// Connects by stompjs, lets `talk` do the rest with (client, CONNECTED frame), and leaves.
async function byStomp(url, options, talk) {
    const client = new StompJs.Client({brokerURL: url, reconnectDelay: 0, ...options});
    const failed = new Promise((_, reject) => {
        client.onStompError = frame => reject(new Error(frame.headers.message));
        client.onWebSocketClose = event => reject(new Error(`closed with ${event.code}`));
    });
    const said = new Promise(resolve => {
        client.onConnect = frame => resolve(talk(client, frame));
    });
    client.activate();
    const result = await Promise.race([said, failed]);
    await client.deactivate();
    return result;
}

// Says a text in a room; resolves with the version spoken, what is heard in the room, and the receipt's seq.
function sayInRoom(url, room, text) {
    return byStomp(url, {connectHeaders: {login: 'Ann'}}, async (client, {headers: {version}}) => {
        const heard = new Promise(resolve => client.subscribe(`/subscribe/chat/${room}`, resolve));
        const receipt = new Promise(resolve => client.watchForReceipt('said', resolve));
        client.publish({destination: `/publish/chat/${room}`, body: text, headers: {receipt: 'said'}});
        return {version, text: JSON.parse((await heard).body).text, seq: (await receipt).headers.seq};
    });
}

// Sends bytes to a topic; resolves with those that come back.
function echo(url, bytes) {
    return byStomp(url, {forceBinaryWSFrames: true}, async client => {
        const heard = new Promise(resolve => client.subscribe('/topic/echo', resolve));
        client.publish({destination: '/topic/echo', binaryBody: Uint8Array.from(bytes),
            headers: {'content-type': 'application/octet-stream'}});
        return Array.from((await heard).binaryBody);
    });
}
