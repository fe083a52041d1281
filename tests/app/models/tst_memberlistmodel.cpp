#include "app/client/chatroom.h"
#include "app/models/memberlistmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using app::MemberListModel;

namespace {

chat::Member member(const QByteArray &id, bool isAway = false)
{
    return {id, QString::fromLatin1(id), false,
        isAway ? chat::Presence::Away : chat::Presence::Online, 0};
}

QStringList names(const MemberListModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result += model.index(row).data().toString();
    return result;
}

} // namespace

class TestMemberListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thosePresentComeBeforeThoseAwayEachByName()
    {
        using Event = chat::MemberChange::Event;
        app::ChatRoom room("general", {});
        room.setSelf({"Ann", QStringLiteral("Ann"), 0, 0, 0});
        MemberListModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRoom(&room);
        room.setMembers({member("Cem"), member("Ann", true), member("Bob")});
        QCOMPARE(names(model).join(u' '), QStringLiteral("Bob Cem Ann"));
        QVERIFY(model.index(2).data(app::MemberRole::IsSelf).toBool());
        QVERIFY(model.index(2).data(app::MemberRole::IsAway).toBool());
        room.changeMember({Event::Changed, member("Ann")});
        QCOMPARE(names(model).join(u' '), QStringLiteral("Ann Bob Cem"));
        room.changeMember({Event::Left, member("Bob")});
        QCOMPARE(names(model).join(u' '), QStringLiteral("Ann Cem"));
        model.setRoom(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMemberListModel)
#include "tst_memberlistmodel.moc"
