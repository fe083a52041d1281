// Prints what is said at a destination, over losses of the connection and without a hole.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;

    // May be asked for before there is a connection; is sent again on every one.
    stomp::Subscription *room = client.subscribe("/subscribe/chat/general");
    QByteArray lastSeq = "0";
    QObject::connect(room, &stomp::Subscription::messageReceived, &application,
        [&lastSeq](const stomp::Frame &message) {
            lastSeq = message.header("seq");
            qInfo().noquote() << message.body;
        });
    // Asked for on every connection: here, what was missed meanwhile.
    room->setHeadersProvider([&lastSeq] { return stomp::Headers{{"after", lastSeq}}; });
    QObject::connect(room, &stomp::Subscription::refused, &application,
        [](const stomp::Frame &problem) { qInfo().noquote() << "refused:" << problem.body; });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1));
    client.activate(options);
    return application.exec();
}
