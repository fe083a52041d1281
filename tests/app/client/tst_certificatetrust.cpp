#include "app/client/certificatetrust.h"
#include "stomp/certificatecheck.h"
#include "tests/stomp/certificates.h"

#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

using Errors = QList<QSslError>;
using Kind = CertificateQuestion::Kind;
using MaybeKind = std::optional<Kind>;
using Remembered = std::optional<TrustedCertificate>;

Q_DECLARE_METATYPE(Remembered)
Q_DECLARE_METATYPE(MaybeKind)

namespace {

const QDateTime yesterday(QDate(2026, 11, 21), QTime(12, 0));
const QDateTime today(QDate(2026, 11, 22), QTime(12, 0));

Remembered remembering(const test::Identity &identity)
{
    return TrustedCertificate{stomp::publicKeyHash(identity.certificate),
        identity.certificate.digest(QCryptographicHash::Sha256), yesterday};
}

Errors errorsOf(std::initializer_list<QSslError::SslError> codes)
{
    Errors errors;
    for (const QSslError::SslError code : codes)
        errors.append(QSslError(code, test::here().certificate));
    return errors;
}

// The server shows the certificate of here(): what comes of it.
void show(CertificateTrust &trust, const Errors &errors)
{
    const auto trouble = stomp::findTrouble(test::here().certificate, errors, trust.pin());
    if (trouble)
        trust.rejected(*trouble);
}

CertificateTrust asking()
{
    CertificateTrust trust;
    show(trust, errorsOf({QSslError::SelfSignedCertificate}));
    return trust;
}

CertificateTrust stopped()
{
    CertificateTrust trust(remembering(test::otherHere()));
    show(trust, errorsOf({QSslError::SelfSignedCertificate}));
    return trust;
}

const QByteArray fingerprint = test::here().certificate.digest(QCryptographicHash::Sha256);

} // namespace

// Trust on first use, together with what the transports let pass.
class TestCertificateTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsRememberedAndWhatIsWrongDecide_data();
    void whatIsRememberedAndWhatIsWrongDecide();
    void whatIsAcceptedIsRememberedAndNotAskedAgain();
    void onlyWhatWasReadIsAccepted();
    void whatTrustWouldNotMendIsNotAccepted();
    void aChangedCertificateIsNotAccepted();
    void aForgottenCertificateIsAskedAboutAnew();
    void nothingIsForgottenWithoutAChange();
    void theQuestionHoldsOldAndNew();
};

void TestCertificateTrust::whatIsRememberedAndWhatIsWrongDecide_data()
{
    QTest::addColumn<Remembered>("remembered");
    QTest::addColumn<Errors>("errors");
    QTest::addColumn<MaybeKind>("question"); // none: it connects
    const Remembered unknown;
    const Remembered same = remembering(test::here());
    const Remembered other = remembering(test::otherHere());
    const Errors none;
    const Errors selfSigned = errorsOf({QSslError::SelfSignedCertificate});
    const Errors foreign = errorsOf(
        {QSslError::UnableToGetLocalIssuerCertificate, QSslError::UnableToVerifyFirstCertificate});
    const Errors otherName = errorsOf({QSslError::HostNameMismatch});
    const Errors late = errorsOf({QSslError::SelfSignedCertificate, QSslError::CertificateExpired});
    const Errors early = errorsOf({QSslError::CertificateNotYetValid});
    const Errors revoked = errorsOf({QSslError::CertificateRevoked});
    QTest::newRow("unknown, valid") << unknown << none << MaybeKind();
    QTest::newRow("unknown, self-signed") << unknown << selfSigned << MaybeKind(Kind::Unknown);
    QTest::newRow("unknown, foreign issuer") << unknown << foreign << MaybeKind(Kind::Unknown);
    QTest::newRow("unknown, other name") << unknown << otherName << MaybeKind(Kind::Unknown);
    QTest::newRow("unknown, expired") << unknown << late << MaybeKind(Kind::Unusable);
    QTest::newRow("unknown, not yet valid") << unknown << early << MaybeKind(Kind::Unusable);
    QTest::newRow("unknown, revoked") << unknown << revoked << MaybeKind(Kind::Unusable);
    QTest::newRow("same, valid") << same << none << MaybeKind();
    QTest::newRow("same, self-signed") << same << selfSigned << MaybeKind();
    QTest::newRow("same, foreign issuer") << same << foreign << MaybeKind();
    QTest::newRow("same, other name") << same << otherName << MaybeKind();
    QTest::newRow("same, expired") << same << late << MaybeKind(Kind::Unusable);
    QTest::newRow("changed, valid") << other << none << MaybeKind(Kind::Changed);
    QTest::newRow("changed, self-signed") << other << selfSigned << MaybeKind(Kind::Changed);
    QTest::newRow("changed, expired") << other << late << MaybeKind(Kind::Changed);
}

void TestCertificateTrust::whatIsRememberedAndWhatIsWrongDecide()
{
    QFETCH(Remembered, remembered);
    QFETCH(Errors, errors);
    QFETCH(MaybeKind, question);
    CertificateTrust trust(remembered);
    show(trust, errors);
    QCOMPARE(trust.question().has_value(), question.has_value());
    if (question)
        QCOMPARE(trust.question()->kind, *question);
}

void TestCertificateTrust::whatIsAcceptedIsRememberedAndNotAskedAgain()
{
    CertificateTrust trust = asking();
    const auto accepted = trust.accept(fingerprint, today);
    QVERIFY(accepted);
    QCOMPARE(*accepted,
        (TrustedCertificate{stomp::publicKeyHash(test::here().certificate), fingerprint, today}));
    QCOMPARE(trust.pin(), accepted->publicKey);
    QVERIFY(!trust.question());
    show(trust, errorsOf({QSslError::SelfSignedCertificate}));
    QVERIFY(!trust.question());
}

void TestCertificateTrust::onlyWhatWasReadIsAccepted()
{
    CertificateTrust trust = asking();
    QVERIFY(!trust.accept(QByteArray(32, 'x'), today));
    QVERIFY(!trust.accept({}, today));
    QVERIFY(trust.question());
    QVERIFY(trust.pin().isEmpty());
    CertificateTrust idle;
    QVERIFY(!idle.accept(fingerprint, today));
}

void TestCertificateTrust::whatTrustWouldNotMendIsNotAccepted()
{
    CertificateTrust trust;
    show(trust, errorsOf({QSslError::CertificateExpired}));
    QVERIFY(!trust.accept(fingerprint, today));
    QVERIFY(!trust.forget());
    QVERIFY(trust.pin().isEmpty());
}

void TestCertificateTrust::aChangedCertificateIsNotAccepted()
{
    CertificateTrust trust = stopped();
    QVERIFY(!trust.accept(fingerprint, today));
    QCOMPARE(trust.pin(), stomp::publicKeyHash(test::otherHere().certificate));
    QCOMPARE(trust.question()->kind, Kind::Changed);
}

void TestCertificateTrust::aForgottenCertificateIsAskedAboutAnew()
{
    CertificateTrust trust = stopped();
    QVERIFY(trust.forget());
    QVERIFY(trust.pin().isEmpty());
    QVERIFY(!trust.question());
    show(trust, errorsOf({QSslError::SelfSignedCertificate}));
    QCOMPARE(trust.question()->kind, Kind::Unknown);
    QVERIFY(trust.accept(fingerprint, today));
}

void TestCertificateTrust::nothingIsForgottenWithoutAChange()
{
    CertificateTrust trust(remembering(test::here()));
    QVERIFY(!trust.forget());
    QVERIFY(!trust.pin().isEmpty());
    CertificateTrust unknown = asking();
    QVERIFY(!unknown.forget());
    QVERIFY(unknown.question());
}

void TestCertificateTrust::theQuestionHoldsOldAndNew()
{
    const CertificateTrust trust = stopped();
    QCOMPARE(trust.question()->remembered, *remembering(test::otherHere()));
    QCOMPARE(trust.question()->shown.fingerprint, fingerprint);
}

QTEST_GUILESS_MAIN(TestCertificateTrust)
#include "tst_certificatetrust.moc"
