#include "app/delegates/timelineselection.h"
#include "tests/app/support/fakemodels.h"

#include <QTest>

using namespace app;
using namespace app::test;

class TimelineSelectionTest : public QObject {
    Q_OBJECT

private:
    FakeTimeline m_model;

    TimelineSelection::Point at(int row, int character)
    {
        return {m_model.index(row, 0), character};
    }

private Q_SLOTS:
    void init()
    {
        m_model.clear();
        MessageRow day;
        day.kind = TimelineRowKind::DayLine;
        m_model.append(message(1, QStringLiteral("Ann"), QStringLiteral("first words")));
        m_model.append(day);
        m_model.append(message(2, QStringLiteral("Ben"), QStringLiteral("second")));
        m_model.append(message(3, QStringLiteral("Ann"), QStringLiteral("third one")));
    }

    void nothingIsSelectedAtFirst()
    {
        TimelineSelection selection;
        QVERIFY(selection.isEmpty());
        QCOMPARE(selection.text(), QString());
        selection.start(at(0, 3));
        QVERIFY(selection.isEmpty());
    }

    void partOfOneMessageIsCopiedAsItIs()
    {
        TimelineSelection selection;
        selection.start(at(0, 11));
        selection.extendTo(at(0, 6));
        QCOMPARE(selection.text(), QStringLiteral("words"));
        QCOMPARE(selection.rangeIn(m_model.index(0, 0)), (TimelineSelection::Range{6, 5}));
    }

    void severalMessagesAreCopiedWithTimeAndName()
    {
        TimelineSelection selection;
        selection.start(at(3, 5));
        selection.extendTo(at(0, 6));
        QCOMPARE(selection.text(),
            QStringLiteral("[14:02] Ann: words\n[14:02] Ben: second\n[14:03] Ann: third"));
        QCOMPARE(selection.rangeIn(m_model.index(2, 0)), (TimelineSelection::Range{0, 6}));
        QCOMPARE(selection.rangeIn(m_model.index(1, 0)), (TimelineSelection::Range{0, 0}));
    }

    void wholeRowsByKeys()
    {
        TimelineSelection selection;
        selection.selectRows(m_model.index(3, 0), m_model.index(2, 0));
        QCOMPARE(selection.text(), QStringLiteral("[14:02] Ben: second\n[14:03] Ann: third one"));
    }

    void messagesComingInBeforeDoNotMoveIt()
    {
        TimelineSelection selection;
        selection.start(at(2, 0));
        selection.extendTo(at(2, 3));
        m_model.insert(0, messages(10, 20));
        QCOMPARE(selection.text(), QStringLiteral("sec"));
        QCOMPARE(selection.rangeIn(m_model.index(13, 0)), (TimelineSelection::Range{0, 3}));
    }

    void anEndThatIsGoneEndsTheSelection()
    {
        TimelineSelection selection;
        selection.start(at(2, 0));
        selection.extendTo(at(3, 3));
        m_model.remove(3, 1);
        QVERIFY(selection.isEmpty());
    }
};

QTEST_MAIN(TimelineSelectionTest)
#include "tst_timelineselection.moc"
