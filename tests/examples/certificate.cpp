// Connects to a server whose certificate nobody else vouches for, once the person says so.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QTextStream>

namespace {

bool isTrustedByThePerson(const stomp::CertificateTrouble &trouble)
{
    QTextStream out(stdout);
    for (const QString &problem : trouble.problems)
        out << "- " << problem << '\n';
    out << "subject:     " << trouble.subject << '\n'
        << "valid:       " << trouble.validFrom.toString(Qt::ISODate) << " to "
        << trouble.validTo.toString(Qt::ISODate) << '\n'
        << "fingerprint: " << trouble.fingerprint.toHex(':') << '\n';
    if (!trouble.canBeTrusted)
        return false;
    out << "Connect all the same? [y/N] " << Qt::flush;
    return QTextStream(stdin).readLine() == QLatin1String("y");
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;
    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1)); // wss or stomp+ssl
    // What was pinned the last time; with another key the server is CertificateChanged.
    options.trustedCertificate = QByteArray::fromHex(application.arguments().value(2).toLatin1());

    // Nothing was sent yet, and the client does not try again by itself.
    QObject::connect(
        &client, &stomp::Client::certificateRejected, &application,
        [&](const stomp::CertificateTrouble &trouble) {
            if (!isTrustedByThePerson(trouble))
                return QCoreApplication::exit(1);
            options.trustedCertificate = trouble.publicKey; // to be kept for the next time
            client.activate(options);
        },
        Qt::QueuedConnection);
    QObject::connect(&client, &stomp::Client::connected, &application, [&options] {
        QTextStream(stdout) << "connected; pin " << options.trustedCertificate.toHex() << '\n';
        QCoreApplication::quit();
    });
    client.activate(options);
    return application.exec();
}
