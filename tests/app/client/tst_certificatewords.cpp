#include "app/client/certificatewords.h"

#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

using Kind = CertificateQuestion::Kind;
using Cause = stomp::CertificateTrouble::Cause;

namespace {

CertificateQuestion question(Kind kind, const QList<Cause> &causes)
{
    CertificateQuestion question;
    question.kind = kind;
    question.shown.causes = causes;
    question.shown.subject = u"maru.example"_s;
    question.shown.issuer = u"Example Authority"_s;
    question.shown.validFrom = QDateTime(QDate(2030, 1, 2), QTime(12, 0));
    question.shown.validTo = QDateTime(QDate(2021, 3, 4), QTime(12, 0));
    question.shown.problems = {u"first"_s, u"second"_s};
    return question;
}

} // namespace

class TestCertificateWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void eachCauseHasWordsOfItsOwn_data()
    {
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<QString>("word");
        QTest::newRow("self-signed") << Cause::SelfSigned << u"itself"_s;
        QTest::newRow("issuer") << Cause::UnknownIssuer << u"Example Authority"_s;
        QTest::newRow("name") << Cause::OtherHost << u"maru.example"_s;
        QTest::newRow("expired") << Cause::Expired << u"March 4, 2021"_s;
        QTest::newRow("early") << Cause::NotYetValid << u"January 2, 2030"_s;
        QTest::newRow("revoked") << Cause::Revoked << u"withdrawn"_s;
        QTest::newRow("other") << Cause::Other << u"first; second"_s;
    }

    void eachCauseHasWordsOfItsOwn()
    {
        QFETCH(Cause, cause);
        QFETCH(QString, word);
        const QStringList said = CertificateWords::problems(question(Kind::Unusable, {cause}));
        QCOMPARE(said.size(), 1);
        QVERIFY2(said.first().contains(word), qPrintable(said.first()));
    }

    void severalCausesAreAllSaid()
    {
        QCOMPARE(CertificateWords::problems(
                     question(Kind::Unknown, {Cause::SelfSigned, Cause::OtherHost}))
                     .size(),
            2);
    }

    void aChangedCertificateThatIsOtherwiseGoodIsSaidToBe()
    {
        const QStringList said = CertificateWords::problems(question(Kind::Changed, {}));
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().contains(u"Example Authority"_s));
        QVERIFY(CertificateWords::problems(question(Kind::Unknown, {})).isEmpty());
    }

    void everyKindHasATitleAnExplanationAndAdviceOfItsOwn()
    {
        QStringList all;
        for (const Kind kind : {Kind::Unknown, Kind::Unusable, Kind::Changed}) {
            const CertificateQuestion asked = question(kind, {});
            all += CertificateWords::title(asked);
            all += CertificateWords::explanation(asked);
            all += CertificateWords::advice(asked);
        }
        QCOMPARE(all.removeDuplicates(), 0);
    }

    void aFingerprintIsTwoLinesOfGroupsOfFour()
    {
        QByteArray hash;
        for (int i = 0; i < 32; ++i)
            hash.append(static_cast<char>(i * 8));
        QCOMPARE(CertificateWords::fingerprint(hash),
            u"0008 1018 2028 3038 4048 5058 6068 7078\n8088 9098 A0A8 B0B8 C0C8 D0D8 E0E8 F0F8"_s);
        QCOMPARE(CertificateWords::fingerprint({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestCertificateWords)
#include "tst_certificatewords.moc"
