// Puts two messages into two queues: both, or none.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDebug>

namespace {

stomp::Result<void> moveMoney(stomp::Client &client)
{
    stomp::Result<stomp::Transaction> transfer = client.begin();
    if (!transfer)
        return transfer.error();
    // Every return before commit() aborts.
    const stomp::Result<void> taken = transfer->send("/queue/ann", "-10");
    if (!taken)
        return taken;
    const stomp::Result<void> given = transfer->send("/queue/ben", "+10");
    if (!given)
        return given;
    return transfer->commit([](const stomp::Receipt &receipt) {
        qInfo() << (receipt ? "done" : "not done");
        QCoreApplication::quit();
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;
    QObject::connect(&client, &stomp::Client::connected, &application, [&client] {
        if (const stomp::Result<void> moved = moveMoney(client); !moved)
            qInfo() << moved.error().text;
    });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1));
    client.activate(options);
    return application.exec();
}
