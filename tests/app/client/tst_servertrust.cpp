#include "app/client/texts.h"
#include "tests/app/support/serverfixture.h"
#include "tests/app/support/trusting.h"
#include "tests/stomp/tlsserver.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace app;
using namespace app::test;

using Kind = CertificateQuestion::Kind;
using Reason = ConnectionStatus::Reason;
using State = ConnectionStatus::State;
using ::test::Identity;

namespace {

// The real server by TLS.
struct SecureServer : ServerFixture {
    explicit SecureServer(const Identity &identity) { show(identity); }
    // Stops, and comes back under the same address with this certificate.
    void show(const Identity &identity)
    {
        stop();
        setTls({{identity.certificate}, identity.key, {}});
        start();
    }
};

// Somebody who comes back with the same settings after each run of the program.
class Ann {
public:
    Ann() { restart(); }
    void restart()
    {
        m_client.reset();
        m_settings.reset();
        m_settings = std::make_unique<Settings>(m_directory.path());
        m_client = std::make_unique<ChatClient>(m_settings.get());
    }
    void join(const QUrl &url) { m_client->join({url, u"Ann"_s, {}, {}, {}}); }
    ChatClient &client() { return *m_client; }
    Settings &settings() { return *m_settings; }
    bool isOnline() const { return m_client->status().state == State::Online; }
    bool isAsked(Kind kind) const
    {
        const auto &question = m_client->certificateQuestion();
        return m_client->status().state == State::Offline && question && question->kind == kind;
    }
    // Trusts whatever the server shows.
    void trust()
    {
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Unknown), patience);
        m_client->trustCertificate(m_client->certificateQuestion()->shown.fingerprint);
        QTRY_VERIFY_WITH_TIMEOUT(isOnline(), patience);
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ChatClient> m_client;
};

QByteArray fingerprintOf(const Identity &identity)
{
    return identity.certificate.digest(QCryptographicHash::Sha256);
}

bool hasText(const ChatRoom &room, const QString &text)
{
    const auto &items = room.timeline().items();
    return std::any_of(
        items.begin(), items.end(), [&](const auto &item) { return item->text == text; });
}

} // namespace

// The desktop's client and servers whose certificates it knows or does not know.
class ServerTrustTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUnknownCertificateIsAskedAboutBeforeAnythingIsSent_data();
    void anUnknownCertificateIsAskedAboutBeforeAnythingIsSent();
    void nothingIsTriedWhileItIsInQuestion();
    void whoIsToldToConnectsAndChats();
    void whatIsTrustedIsRememberedOverARestart();
    void aChangedCertificateStopsWhoComesBack();
    void aChangedCertificateStopsWhoReconnects();
    void whoForgetsIsAskedAboutTheNewOne();
    void whatTheMachineTrustsIsNotAskedAbout();
    void anExpiredOneCannotBeTrusted();
    void tryingAgainFindsACertificateThatWasMended();
    void anImpossibleAddressIsSaidInPlainWords();
};

void ServerTrustTest::anUnknownCertificateIsAskedAboutBeforeAnythingIsSent_data()
{
    QTest::addColumn<Identity>("identity");
    QTest::addColumn<QList<stomp::CertificateTrouble::Cause>>("causes");
    using Cause = stomp::CertificateTrouble::Cause;
    QTest::newRow("self-signed") << ::test::here() << QList{Cause::SelfSigned};
    QTest::newRow("for another name")
        << ::test::elsewhere() << QList{Cause::SelfSigned, Cause::OtherHost};
    QTest::newRow("foreign issuer") << ::test::signedHere() << QList{Cause::UnknownIssuer};
}

void ServerTrustTest::anUnknownCertificateIsAskedAboutBeforeAnythingIsSent()
{
    QFETCH(Identity, identity);
    QFETCH(QList<stomp::CertificateTrouble::Cause>, causes);
    ::test::TlsServer server(identity);
    Ann ann;
    ann.join(server.url("wss"));
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Unknown), patience);
    QCOMPARE(ann.client().status().reason, Reason::CertificateTrouble);
    const stomp::CertificateTrouble &shown = ann.client().certificateQuestion()->shown;
    QCOMPARE(shown.fingerprint, fingerprintOf(identity));
    QList<stomp::CertificateTrouble::Cause> found = shown.causes;
    std::sort(found.begin(), found.end());
    QCOMPARE(found, causes);
    QTRY_VERIFY_WITH_TIMEOUT(server.isGone, patience);
    QCOMPARE(server.received, QByteArray());
}

void ServerTrustTest::nothingIsTriedWhileItIsInQuestion()
{
    ::test::TlsServer server(::test::here());
    Ann ann;
    QSignalSpy status(&ann.client(), &ChatClient::statusChanged);
    ann.join(server.url("wss"));
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Unknown), patience);
    QCOMPARE(ann.client().status().nextTryAt, 0);
    for (const QList<QVariant> &told : status)
        QVERIFY(told.at(0).value<ConnectionStatus>().state != State::Waiting);
    ann.client().trustCertificate(QByteArray(32, 'x')); // another one than that in question
    QVERIFY(ann.isAsked(Kind::Unknown));
    QVERIFY(!ann.settings().trustedCertificate(ann.client().joinOptions().identity));
    ann.client().forgetCertificate(); // nothing has changed
    QVERIFY(ann.isAsked(Kind::Unknown));
    // A try that somebody asks for is one try.
    ann.client().tryNow();
    QTRY_COMPARE_WITH_TIMEOUT(server.connections, 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Unknown), patience);
    QCOMPARE(server.connections, 2);
}

void ServerTrustTest::whoIsToldToConnectsAndChats()
{
    SecureServer server(::test::here());
    Ann ann;
    ann.join(server.url());
    ann.trust();
    ChatRoom *room = ann.client().openRoom("general");
    room->send(u"over TLS"_s);
    QTRY_VERIFY_WITH_TIMEOUT(room->timeline().lastSeq() > 0, patience);
    QVERIFY(hasText(*room, u"over TLS"_s));
}

void ServerTrustTest::whatIsTrustedIsRememberedOverARestart()
{
    SecureServer server(::test::elsewhere());
    Ann ann;
    ann.join(server.url());
    ann.trust();
    ann.restart();
    QSignalSpy status(&ann.client(), &ChatClient::statusChanged);
    ann.join(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
    for (const QList<QVariant> &told : status)
        QCOMPARE(told.at(0).value<ConnectionStatus>().reason, Reason::None);
}

void ServerTrustTest::aChangedCertificateStopsWhoComesBack()
{
    SecureServer server(::test::here());
    Ann ann;
    ann.join(server.url());
    ann.trust();
    ann.restart();
    server.show(::test::otherHere());
    ann.join(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Changed), patience);
    QCOMPARE(ann.client().status().reason, Reason::CertificateChanged);
    const CertificateQuestion question = *ann.client().certificateQuestion();
    QCOMPARE(question.remembered.fingerprint, fingerprintOf(::test::here()));
    QCOMPARE(question.shown.fingerprint, fingerprintOf(::test::otherHere()));
    ann.client().trustCertificate(question.shown.fingerprint); // not so easily
    QVERIFY(ann.isAsked(Kind::Changed));
    server.show(::test::here()); // the right one is back
    ann.client().tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
    QVERIFY(!ann.client().certificateQuestion());
}

void ServerTrustTest::aChangedCertificateStopsWhoReconnects()
{
    SecureServer server(::test::here());
    Ann ann;
    ann.join(server.url());
    ann.trust();
    server.show(::test::otherHere());
    ann.client().tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Changed), patience);
    QCOMPARE(ann.client().status().reason, Reason::CertificateChanged);
}

void ServerTrustTest::whoForgetsIsAskedAboutTheNewOne()
{
    SecureServer server(::test::here());
    Ann ann;
    ann.join(server.url());
    ann.trust();
    server.show(::test::otherHere());
    ann.client().tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Changed), patience);
    ann.client().forgetCertificate();
    QVERIFY(!ann.settings().trustedCertificate(ann.client().joinOptions().identity));
    ann.trust();
    QCOMPARE(ann.settings().trustedCertificate(ann.client().joinOptions().identity)->fingerprint,
        fingerprintOf(::test::otherHere()));
}

void ServerTrustTest::whatTheMachineTrustsIsNotAskedAbout()
{
    const Trusting trusting(::test::authority());
    SecureServer server(::test::signedHere());
    Ann ann;
    QSignalSpy status(&ann.client(), &ChatClient::statusChanged);
    ann.join(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
    for (const QList<QVariant> &told : status)
        QCOMPARE(told.at(0).value<ConnectionStatus>().reason, Reason::None);
    // Nor is it remembered: its renewal is nobody's concern.
    QVERIFY(!ann.settings().trustedCertificate(ann.client().joinOptions().identity));
}

void ServerTrustTest::anExpiredOneCannotBeTrusted()
{
    SecureServer server(::test::expired());
    Ann ann;
    ann.join(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Unusable), patience);
    ann.client().trustCertificate(ann.client().certificateQuestion()->shown.fingerprint);
    QVERIFY(ann.isAsked(Kind::Unusable));
    QVERIFY(!ann.settings().trustedCertificate(ann.client().joinOptions().identity));
}

void ServerTrustTest::tryingAgainFindsACertificateThatWasMended()
{
    SecureServer server(::test::expired());
    Ann ann;
    ann.join(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(ann.isAsked(Kind::Unusable), patience);
    const Trusting trusting(::test::authority());
    server.show(::test::signedHere());
    ann.client().tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
    QVERIFY(!ann.client().certificateQuestion());
}

void ServerTrustTest::anImpossibleAddressIsSaidInPlainWords()
{
    Ann ann;
    ann.join(QUrl(u"http://127.0.0.1:7666/ws-connect"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ann.client().status().state, State::Offline, patience);
    QCOMPARE(ann.client().status().reason, Reason::InvalidAddress);
    const QString said = statusText(ann.client().status());
    QVERIFY2(said.contains(u"wss://"_s), qPrintable(said));
    QVERIFY2(!said.contains(u"refused"_s), qPrintable(said));
}

QTEST_GUILESS_MAIN(ServerTrustTest)
#include "tst_servertrust.moc"
