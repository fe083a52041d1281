#include "stomp/certificatecheck.h"
#include "tests/stomp/certificates.h"

#include <QSslConfiguration>
#include <QTest>

using namespace stomp;
using namespace Qt::StringLiterals;

using Errors = QList<QSslError>;
using Kind = CertificateTrouble::Kind;
using MaybeKind = std::optional<Kind>;

namespace {

const Errors none;
const QByteArray noPin;

Errors errorsOf(std::initializer_list<QSslError::SslError> codes)
{
    Errors errors;
    for (const QSslError::SslError code : codes)
        errors.append(QSslError(code, test::here().certificate));
    return errors;
}

} // namespace

// Whether a certificate is accepted, and what is said of one that is not.
class TestCertificateCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pinAndErrorsDecide_data();
    void pinAndErrorsDecide();
    void troubleTellsWhatTheCertificateSays();
    void changedKeyIsNamedFirst();
    void onlyWhatAPinOutweighsCanBeTrusted();
    void everyCauseIsNamedOnce();
    void errorsHaveTheirCodes();
    void oldVersionsOfTlsAreNotSpoken();
};

void TestCertificateCheck::pinAndErrorsDecide_data()
{
    QTest::addColumn<Errors>("errors");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<MaybeKind>("trouble");
    const QByteArray right = publicKeyHash(test::here().certificate);
    const QByteArray wrong = publicKeyHash(test::otherHere().certificate);
    const Errors selfSigned = errorsOf({QSslError::SelfSignedCertificate});
    const Errors otherName = errorsOf({QSslError::HostNameMismatch});
    const Errors both = errorsOf({QSslError::SelfSignedCertificate, QSslError::HostNameMismatch});
    const Errors late = errorsOf({QSslError::SelfSignedCertificate, QSslError::CertificateExpired});
    const Errors chain = errorsOf({QSslError::SelfSignedCertificateInChain});
    QTest::newRow("trusted, no pin") << none << noPin << MaybeKind();
    QTest::newRow("self-signed, no pin") << selfSigned << noPin << MaybeKind(Kind::Untrusted);
    QTest::newRow("other name, no pin") << otherName << noPin << MaybeKind(Kind::Untrusted);
    QTest::newRow("trusted, right pin") << none << right << MaybeKind();
    QTest::newRow("self-signed, right pin") << selfSigned << right << MaybeKind();
    QTest::newRow("other name, right pin") << otherName << right << MaybeKind();
    QTest::newRow("both, right pin") << both << right << MaybeKind();
    QTest::newRow("expired, right pin") << late << right << MaybeKind(Kind::Untrusted);
    QTest::newRow("unknown issuer, no pin") << chain << noPin << MaybeKind(Kind::Untrusted);
    QTest::newRow("unknown issuer, right pin") << chain << right << MaybeKind();
    QTest::newRow("unknown issuer, wrong pin") << chain << wrong << MaybeKind(Kind::Changed);
    QTest::newRow("withdrawn, right pin")
        << errorsOf({QSslError::CertificateRevoked}) << right << MaybeKind(Kind::Untrusted);
    QTest::newRow("anything else, right pin")
        << errorsOf({QSslError::CertificateUntrusted}) << right << MaybeKind(Kind::Untrusted);
    QTest::newRow("trusted, wrong pin") << none << wrong << MaybeKind(Kind::Changed);
    QTest::newRow("self-signed, wrong pin") << selfSigned << wrong << MaybeKind(Kind::Changed);
    QTest::newRow("half a pin") << selfSigned << right.first(16) << MaybeKind(Kind::Changed);
}

void TestCertificateCheck::pinAndErrorsDecide()
{
    QFETCH(Errors, errors);
    QFETCH(QByteArray, pin);
    QFETCH(MaybeKind, trouble);
    const auto found = findTrouble(test::here().certificate, errors, pin);
    QCOMPARE(found.has_value(), trouble.has_value());
    if (found)
        QCOMPARE(found->kind, *trouble);
}

// The hashes as openssl x509 and openssl pkey tell them.
void TestCertificateCheck::troubleTellsWhatTheCertificateSays()
{
    const auto trouble = findTrouble(test::here().certificate,
        errorsOf({QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificate}), noPin);
    QVERIFY(trouble);
    QCOMPARE(trouble->fingerprint.toHex(),
        QByteArray("85491d66ac66e39116f73636986937cd4ff8f8a83b55e20729194814b32846fd"));
    QCOMPARE(trouble->publicKey.toHex(),
        QByteArray("33703e74a26b2789ac8cb2245ed0beefdd53ae036653536b5da730ef5890b140"));
    QCOMPARE(trouble->subject, u"127.0.0.1"_s);
    QCOMPARE(trouble->issuer, u"127.0.0.1"_s);
    QCOMPARE(trouble->validFrom.toUTC().date(), QDate(2026, 11, 22));
    QCOMPARE(trouble->validTo.toUTC().date(), QDate(2126, 10, 29));
    QCOMPARE(
        trouble->problems, QStringList{QSslError(QSslError::SelfSignedCertificate).errorString()});
}

void TestCertificateCheck::changedKeyIsNamedFirst()
{
    const auto trouble = findTrouble(
        test::here().certificate, errorsOf({QSslError::CertificateExpired}), QByteArray(32, 'x'));
    QVERIFY(trouble);
    QCOMPARE(trouble->problems.size(), 2);
    QVERIFY(trouble->problems.first().contains(u"public key"_s));
}

void TestCertificateCheck::onlyWhatAPinOutweighsCanBeTrusted()
{
    const QSslCertificate certificate = test::here().certificate;
    QVERIFY(findTrouble(certificate, errorsOf({QSslError::SelfSignedCertificate}), noPin)
                ->canBeTrusted);
    QVERIFY(!findTrouble(certificate,
        errorsOf({QSslError::SelfSignedCertificate, QSslError::CertificateExpired}), noPin)
                 ->canBeTrusted);
}

void TestCertificateCheck::everyCauseIsNamedOnce()
{
    using Cause = CertificateTrouble::Cause;
    const auto trouble = findTrouble(test::here().certificate,
        errorsOf({QSslError::UnableToGetLocalIssuerCertificate,
            QSslError::UnableToVerifyFirstCertificate, QSslError::HostNameMismatch,
            QSslError::CertificateExpired, QSslError::CertificateNotYetValid,
            QSslError::CertificateRevoked, QSslError::SelfSignedCertificate,
            QSslError::InvalidPurpose, QSslError::PathLengthExceeded}),
        noPin);
    QVERIFY(trouble);
    QCOMPARE(trouble->causes,
        (QList{Cause::UnknownIssuer, Cause::OtherHost, Cause::Expired, Cause::NotYetValid,
            Cause::Revoked, Cause::SelfSigned, Cause::Other}));
    QVERIFY(findTrouble(test::here().certificate, none, QByteArray(32, 'x'))->causes.isEmpty());
}

void TestCertificateCheck::errorsHaveTheirCodes()
{
    CertificateTrouble trouble;
    trouble.problems = {u"one"_s, u"two"_s};
    QCOMPARE(toError(trouble), (Error{ErrorCode::CertificateRejected, "one; two"}));
    trouble.kind = Kind::Changed;
    QCOMPARE(toError(trouble), (Error{ErrorCode::CertificateChanged, "one; two"}));
}

// S-264
void TestCertificateCheck::oldVersionsOfTlsAreNotSpoken()
{
    QCOMPARE(tlsConfiguration()->protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(tlsConfiguration()->peerVerifyMode(), QSslSocket::VerifyPeer);
}

QTEST_GUILESS_MAIN(TestCertificateCheck)
#include "tst_certificatecheck.moc"
