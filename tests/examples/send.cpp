// Says something and waits until the server has it.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;

    // Waits for the connection that activate() is going to make.
    const stomp::SendOptions patiently{.whenOffline = stomp::WhenOffline::Queue};
    client
        .sendWithReceipt(
            "/publish/chat/general", "hello", {{"content-type", "text/plain"}}, patiently)
        .then(&client, [&client](const stomp::Receipt &receipt) {
            if (receipt)
                qInfo() << "said, as number" << receipt->header("seq");
            else
                qInfo() << stomp::codeName(receipt.error().code) << receipt.error().text;
            client.deactivate(); // DISCONNECT, and its receipt
        });
    QObject::connect(
        &client, &stomp::Client::stateChanged, &application, [](stomp::Client::State state) {
            if (state == stomp::Client::State::Disconnected)
                QCoreApplication::quit();
        });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1));
    client.activate(options);
    return application.exec();
}
