// Connects, stays connected through losses, and says what happens.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;

    // Every CONNECTED, also those after a loss; the server's headers are known.
    QObject::connect(&client, &stomp::Client::connected, &application, [&client] {
        qInfo() << "connected in version" << stomp::toBytes(client.version()) << "to"
                << client.connectedHeaders().value("server");
    });
    // Why there is no connection; the client tries again by itself.
    QObject::connect(&client, &stomp::Client::errorOccurred, &application,
        [](const stomp::Error &error) { qInfo() << stomp::codeName(error.code) << error.text; });
    QObject::connect(&client, &stomp::Client::reconnectScheduled, &application,
        [](std::chrono::milliseconds delay) {
            qInfo() << "trying again in" << delay.count() << "ms";
        });
    // A fresh token, say, for every attempt.
    client.setBeforeConnect(
        [](const stomp::ConnectOptions &options, const stomp::Client::Proceed &proceed) {
            stomp::ConnectOptions fresh = options;
            fresh.headers.set("token", QByteArray::number(QDateTime::currentSecsSinceEpoch()));
            proceed(fresh);
        });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1)); // ws, wss, stomp or stomp+ssl
    options.login = "Ann";
    client.activate(options);
    return application.exec();
}
