#include "stomp/error.h"

#include <QTest>

#include <set>

using namespace stomp;

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasANameOfItsOwn();
    void namesOfOthersAreUnknown();
    void authenticationHasTheNameClientsKnow();
};

void TestError::everyCodeHasANameOfItsOwn()
{
    std::set<QByteArray> names;
    const int count = static_cast<int>(ErrorCode::Internal) + 1;
    for (int value = 0; value < count; ++value) {
        const auto code = static_cast<ErrorCode>(value);
        names.insert(codeName(code));
        QVERIFY(codeName(code).startsWith("maru."));
        QCOMPARE(parseCodeName(codeName(code)), std::optional(code));
    }
    QCOMPARE(names.size(), std::size_t(count));
}

void TestError::namesOfOthersAreUnknown()
{
    QCOMPARE(parseCodeName("access_refused"), std::nullopt);
    QCOMPARE(parseCodeName(""), std::nullopt);
}

void TestError::authenticationHasTheNameClientsKnow()
{
    QCOMPARE(codeName(ErrorCode::AuthenticationFailed), QByteArray("maru.session.authentication"));
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
