#include "app/views/textmarks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;

class TextMarksTest : public QObject {
    Q_OBJECT

private:
    // "a [b] c": what is between the brackets is selected.
    struct Selected {
        QString text;
        int from = 0;
        int to = 0;
    };
    static Selected read(QString text)
    {
        Selected selected;
        selected.from = static_cast<int>(text.indexOf(u'«'));
        text.remove(selected.from, 1);
        selected.to = static_cast<int>(text.indexOf(u'»'));
        text.remove(selected.to, 1);
        selected.text = text;
        return selected;
    }
    static QString changed(const QString &text, const TextChange &change)
    {
        QString result = text.left(change.start) + change.text + text.mid(change.end);
        result.insert(change.selectTo, u'»');
        return result.insert(change.selectFrom, u'«');
    }

private Q_SLOTS:
    void marksGoAroundWhatIsSelectedAndAway_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QTest::newRow("bold") << u"**"_s << u"a «word» b"_s << u"a **«word»** b"_s;
        QTest::newRow("bold again") << u"**"_s << u"a **«word»** b"_s << u"a «word» b"_s;
        QTest::newRow("bold with its marks") << u"**"_s << u"«**word**»"_s << u"«word»"_s;
        QTest::newRow("italics") << u"*"_s << u"«가»나"_s << u"*«가»*나"_s;
        QTest::newRow("italics within bold") << u"*"_s << u"**«a»**"_s << u"***«a»***"_s;
        QTest::newRow("italics out of both") << u"*"_s << u"***«a»***"_s << u"**«a»**"_s;
        QTest::newRow("bold out of both") << u"**"_s << u"***«a»***"_s << u"*«a»*"_s;
        QTest::newRow("bold over italics") << u"**"_s << u"*«a»*"_s << u"***«a»***"_s;
        QTest::newRow("blanks stay outside") << u"**"_s << u"a« word »b"_s << u"a **«word»** b"_s;
        QTest::newRow("nothing selected") << u"**"_s << u"a «»"_s << u"a **«»**"_s;
        QTest::newRow("nothing again") << u"**"_s << u"a **«»**"_s << u"a «»"_s;
        QTest::newRow("code") << u"`"_s << u"«x = 1»"_s << u"`«x = 1»`"_s;
        QTest::newRow("code of lines") << u"`"_s << u"«a\nb»"_s << u"```\n«a\nb»\n```"_s;
        QTest::newRow("code of lines behind words")
            << u"`"_s << u"see «a\nb»"_s << u"see \n```\n«a\nb»\n```"_s;
    }

    void marksGoAroundWhatIsSelectedAndAway()
    {
        QFETCH(QString, mark);
        QFETCH(QString, text);
        QFETCH(QString, result);
        const Selected selected = read(text);
        QCOMPARE(
            changed(selected.text, toggleMark(selected.text, selected.from, selected.to, mark)),
            result);
    }

    void aLinkTakesWhatIsSelected_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QTest::newRow("words") << u"see «the notes»"_s << u"see [the notes](«https://»)"_s;
        QTest::newRow("an address") << u"«https://example.org»"_s << u"[«»](https://example.org)"_s;
        QTest::newRow("nothing") << u"a «»"_s << u"a [«»](https://)"_s;
    }

    void aLinkTakesWhatIsSelected()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);
        const Selected selected = read(text);
        QCOMPARE(
            changed(selected.text, makeLink(selected.text, selected.from, selected.to)), result);
    }
};

QTEST_GUILESS_MAIN(TextMarksTest)
#include "tst_textmarks.moc"
