#include "app/delegates/links.h"

#include <QStringList>
#include <QTest>

using namespace app;

class LinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsAddressesInText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        const auto row = [](const char *name, const char *text, const QStringList &links) {
            QTest::newRow(name) << QString::fromUtf8(text) << links;
        };
        row("none", "no address here", {});
        row("whole", "https://example.org/a?b=c#d",
            {QStringLiteral("https://example.org/a?b=c#d")});
        row("sentence", "See http://example.org/a.", {QStringLiteral("http://example.org/a")});
        row("brackets", "(https://example.org/a)", {QStringLiteral("https://example.org/a")});
        row("own brackets", "https://example.org/a_(b)",
            {QStringLiteral("https://example.org/a_(b)")});
        row("two", "http://a.org, http://b.org!",
            {QStringLiteral("http://a.org"), QStringLiteral("http://b.org")});
        row("korean", "주소는 https://example.org/한글 입니다",
            {QStringLiteral("https://example.org/한글")});
        row("line", "http://a.org\nnext", {QStringLiteral("http://a.org")});
        row("upper case", "HTTPS://EXAMPLE.ORG", {QStringLiteral("HTTPS://EXAMPLE.ORG")});
        row("only http", "javascript:alert(1) file:///etc/passwd ftp://a.org", {});
        row("in a word", "xhttp://a.org", {});
        row("no host", "http:// and https://", {});
    }

    void findsAddressesInText()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        QStringList found;
        for (const Link &link : findLinks(text)) {
            found += text.mid(link.start, link.length);
            QVERIFY(link.url.scheme().startsWith(QStringLiteral("http")));
        }
        QCOMPARE(found, links);
    }
};

QTEST_GUILESS_MAIN(LinksTest)
#include "tst_links.moc"
