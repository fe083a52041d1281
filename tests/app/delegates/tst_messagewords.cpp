#include "app/delegates/messagerow.h"
#include "app/delegates/messagewords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;

// The lines below and above a message: what it answers, and what has become of it.
class MessageWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReplyNamesWhatItAnswers()
    {
        MessageRow row;
        QVERIFY(MessageWords::quote(row).isEmpty());
        row.isReply = true;
        QVERIFY(MessageWords::quote(row).contains(u"earlier message"_s));
        row.quotedAuthor = u"Ann"_s;
        row.quotedText = u"first line\nsecond"_s;
        QVERIFY(MessageWords::quote(row).endsWith(u"Ann: first line"_s));
        row.quotedText = u"**first** `line`\n\n- second"_s;
        QVERIFY(MessageWords::quote(row).endsWith(u"Ann: first line"_s));
    }

    void whatHasBecomeOfAMessageStandsInOneLine()
    {
        MessageRow row;
        QVERIFY(MessageWords::marks(row).isEmpty());
        row.isEdited = true;
        row.isPinned = true;
        row.reactions = {u"👍 2"_s, u"🎉 1 ✓"_s};
        QCOMPARE(MessageWords::marks(row), u"(edited) · pinned · 👍 2 · 🎉 1 ✓"_s);
    }

    void aFailureIsSaidWithItsReason()
    {
        MessageRow row;
        QVERIFY(MessageWords::state(row).isEmpty());
        row.state = MessageState::Failed;
        QCOMPARE(MessageWords::state(row), u"Not sent."_s);
        row.failureReason = u"too long"_s;
        QCOMPARE(MessageWords::state(row), u"Not sent: too long"_s);
    }

    void aScreenReaderHearsTheLinesToo()
    {
        MessageRow row;
        row.authorName = u"Ann"_s;
        row.text = u"yes"_s;
        row.isReply = true;
        row.quotedAuthor = u"Bob"_s;
        row.quotedText = u"coming?"_s;
        row.isEdited = true;
        const QString spoken = MessageWords::spoken(row);
        QVERIFY(spoken.contains(u"Bob: coming?"_s));
        QVERIFY(spoken.contains(u"edited"_s));
    }
};

QTEST_GUILESS_MAIN(MessageWordsTest)
#include "tst_messagewords.moc"
