#include "app/delegates/messagetext.h"
#include "tests/app/support/fakemodels.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace app;
using namespace app::test;

static QImage painted(const MessageText &text, const SourceRange &selection = {})
{
    QImage image(text.size() + QSize(8, 8), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    text.draw(painter, QPointF(), Qt::black, plainAppearance(), selection);
    painter.end();
    return image;
}

class MessageTextTest : public QObject {
    Q_OBJECT

private:
    static MessageText textOf(const QString &source, int width = 400)
    {
        return {source, width, plainAppearance()};
    }

private Q_SLOTS:
    void marksTakeNoRoom()
    {
        QCOMPARE(
            textOf(QStringLiteral("\\*word\\*")).size(), textOf(QStringLiteral("*word\\*")).size());
        QVERIFY(textOf(QStringLiteral("# a title")).size().height()
            >= textOf(QStringLiteral("a title")).size().height());
    }

    void paragraphsStandApart()
    {
        QVERIFY(textOf(QStringLiteral("a\n\nb")).size().height()
            > textOf(QStringLiteral("a\nb")).size().height());
    }

    void pointsAreCharactersOfWhatWasWritten()
    {
        const MessageText text = textOf(QStringLiteral("**bold** end"));
        const auto middle = static_cast<qreal>(text.size().height()) / 2;
        QCOMPARE(text.characterAt({-5, middle}), 0);
        QCOMPARE(text.characterAt({9000, middle}), 12);
        const int inside = text.characterAt({12, middle});
        QVERIFY2(inside > 2 && inside < 6, qPrintable(QString::number(inside)));
    }

    void pointsBelowTheFirstBlockAreInLaterOnes()
    {
        const MessageText text = textOf(QStringLiteral("first\n\n- second"));
        QCOMPARE(text.characterAt({9000, 4}), 5);
        QVERIFY(text.characterAt({40, static_cast<qreal>(text.size().height()) - 3}) >= 9);
        QCOMPARE(text.characterAt({9000, 9000}), 15);
    }

    void selectionOfMarkedTextIsSeen()
    {
        const MessageText text =
            textOf(QStringLiteral("a **bold** b\n\n> quoted\n\n```\ncode\n```"));
        const QImage plain = painted(text);
        for (const SourceRange &range :
            {SourceRange{0, 12}, SourceRange{4, 2}, SourceRange{16, 4}, SourceRange{28, 3}}) {
            QVERIFY2(painted(text, range) != plain, qPrintable(QString::number(range.start)));
        }
        QCOMPARE(painted(text, {3, 1}), plain); // a mark that is not shown
    }

    void codeOffersItselfToBeCopied()
    {
        const MessageText text = textOf(QStringLiteral("look:\n```\nint a;\nint b;\n```"));
        QString copied;
        for (int x = 0; x < text.size().width(); x += 4) {
            for (int y = 0; y < text.size().height(); y += 4) {
                const QString code = text.copyableAt(QPointF(x, y));
                copied = code.isEmpty() ? copied : code;
            }
        }
        QCOMPARE(copied, QStringLiteral("int a;\nint b;"));
        QCOMPARE(codeOf(text.source()), copied);
        QCOMPARE(codeOf(QStringLiteral("no `code` to speak of")), QString());
    }

    void longLinesOfCodeAreBroken()
    {
        const MessageText text =
            textOf(QStringLiteral("```\n%1\n```").arg(QString(300, u'x')), 200);
        QVERIFY(text.size().width() <= 200);
    }

    void deepListsStayInsideTheirWidth()
    {
        const QString source = QStringLiteral("- a\n  - b\n    - c\n      - d\n        - e word");
        QVERIFY(textOf(source, 120).size().width() <= 120);
    }

    void nothingShownStillHasALine()
    {
        for (const char *source : {"", " ", "```\n```", "> ", "- "}) {
            QVERIFY2(textOf(QString::fromUtf8(source)).size().height() > 8, source);
        }
    }
};

QTEST_MAIN(MessageTextTest)
#include "tst_messagetext.moc"
