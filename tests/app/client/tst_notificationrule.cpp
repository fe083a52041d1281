#include "app/client/notificationrule.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace app;

using Reason = NotificationVerdict::Reason;
using Rule = NotificationRule;

class NotificationRuleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Every question there is, against the sentences that the rule is said in.
    void everyQuestionHasItsAnswer()
    {
        std::set<Reason> seen;
        for (const Rule rule : {Rule::All, Rule::Mentions, Rule::Nothing}) {
            for (int bits = 0; bits < 32; ++bits) {
                const auto bit = [bits](int place) { return (bits >> place & 1) != 0; };
                const NotificationQuestion question{rule, bit(0), bit(1), bit(2), bit(3), bit(4)};
                const bool isSeen = question.isWindowActive && question.isRoomInView;
                const bool isOfInterest = question.isMention
                    || (rule == Rule::All && !question.isMuted && !question.isCaughtUp);
                const NotificationVerdict verdict = judgeNotification(question);
                QCOMPARE(verdict.isTold, rule != Rule::Nothing && !isSeen && isOfInterest);
                QCOMPARE(verdict.isTold,
                    verdict.reason == Reason::Mention || verdict.reason == Reason::Message);
                seen.insert(verdict.reason);
            }
        }
        QCOMPARE(seen.size(), std::size_t(7));
    }

    void theReasonIsTheFirstThatHolds_data()
    {
        QTest::addColumn<NotificationQuestion>("question");
        QTest::addColumn<NotificationVerdict>("verdict");
        const auto row = [](const char *name, const NotificationQuestion &question, bool isTold,
                             Reason reason) {
            QTest::newRow(name) << question << NotificationVerdict{isTold, reason};
        };
        row("a message elsewhere", {}, true, Reason::Message);
        row("a mention elsewhere", {.isMention = true}, true, Reason::Mention);
        row("in view", {.isWindowActive = true, .isRoomInView = true}, false, Reason::InView);
        row("a mention in view", {.isMention = true, .isWindowActive = true, .isRoomInView = true},
            false, Reason::InView);
        row("in view behind other windows", {.isRoomInView = true}, true, Reason::Message);
        row("another room of the active window", {.isWindowActive = true}, true, Reason::Message);
        row("muted", {.isMuted = true}, false, Reason::Muted);
        row("a mention in a muted room", {.isMention = true, .isMuted = true}, true,
            Reason::Mention);
        row("only mentions", {.rule = Rule::Mentions}, false, Reason::OnlyMentions);
        row("turned off", {.rule = Rule::Nothing, .isMention = true}, false, Reason::TurnedOff);
        row("said before", {.isCaughtUp = true}, false, Reason::CaughtUp);
        row("a mention said before", {.isMention = true, .isCaughtUp = true}, true,
            Reason::Mention);
    }

    void theReasonIsTheFirstThatHolds()
    {
        QFETCH(NotificationQuestion, question);
        QFETCH(NotificationVerdict, verdict);
        QCOMPARE(judgeNotification(question), verdict);
    }

    void everyReasonHasWordsOfItsOwn()
    {
        std::set<QString> texts;
        for (const Reason reason : {Reason::Mention, Reason::Message, Reason::TurnedOff,
                 Reason::OnlyMentions, Reason::Muted, Reason::InView, Reason::CaughtUp}) {
            texts.insert(reasonText(reason));
        }
        QCOMPARE(texts.size(), std::size_t(7));
    }

    void rulesAreKeptByName()
    {
        for (const Rule rule : {Rule::All, Rule::Mentions, Rule::Nothing}) {
            QCOMPARE(notificationRuleFromName(notificationRuleName(rule)), rule);
        }
        QCOMPARE(notificationRuleFromName(u"of a later version"_s), Rule::All);
    }
};

Q_DECLARE_METATYPE(NotificationQuestion)
Q_DECLARE_METATYPE(NotificationVerdict)

QTEST_GUILESS_MAIN(NotificationRuleTest)
#include "tst_notificationrule.moc"
