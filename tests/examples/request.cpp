// Asks one question and prints the one answer: a SUBSCRIBE that is answered once.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;

    QObject::connect(&client, &stomp::Client::connected, &application, [&client] {
        client.request("/publish/chat/general/history", {{"limit", "20"}},
            [](const stomp::Result<stomp::Frame> &reply) {
                if (reply)
                    qInfo().noquote() << reply->body;
                else
                    qInfo() << stomp::codeName(reply.error().code) << reply.error().text;
                QCoreApplication::quit();
            });
    });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1));
    client.activate(options);
    return application.exec();
}
