#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "app/models/roomlistmodel.h"
#include "tests/app/entries.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::RoomListModel;

class TestRoomListModel : public QObject {
    Q_OBJECT

    static QString names(const RoomListModel &model)
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result += model.index(row).data().toString();
        return result.join(u' ');
    }

private Q_SLOTS:
    void roomsStandByNameAndTellWhatIsUnread()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        app::ChatClient client(&settings);
        RoomListModel model(&client);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        app::ChatRoom *lobby = client.openRoom("lobby");
        app::ChatRoom *cellar = client.openRoom("cellar");
        QCOMPARE(names(model), QStringLiteral("cellar lobby"));
        QVERIFY(model.index(0).data(app::RoomRole::IsOpen).toBool());
        QVERIFY(!model.index(1).data(app::RoomRole::IsOpen).toBool());

        chat::RoomInfo info = lobby->info();
        info.name = QStringLiteral("Attic");
        lobby->setInfo(info);
        QCOMPARE(names(model), QStringLiteral("Attic cellar"));
        QCOMPARE(model.roomAt(0), lobby);
        QCOMPARE(model.rowOf("cellar"), 1);

        cellar->addEntries({test::said(1), test::said(2)});
        const QModelIndex row = model.index(1);
        QCOMPARE(row.data(app::RoomRole::Unread).toInt(), 2);
        QCOMPARE(row.data(app::RoomRole::LastText).toString(), QStringLiteral("ann: text 2"));

        client.leave();
        QCOMPARE(model.rowCount(), 0);
    }

    void favouritesStandFirst()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        app::ChatClient client(&settings);
        RoomListModel model(&client);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const char *room : {"attic", "cellar", "garden", "shed"})
            client.openRoom(room);
        client.room("shed")->setFavourite(true);
        client.room("cellar")->setFavourite(true);
        QCOMPARE(names(model), QStringLiteral("cellar shed attic garden"));
        QVERIFY(model.index(0).data(app::RoomRole::IsFavourite).toBool());
        client.room("shed")->setFavourite(false);
        QCOMPARE(names(model), QStringLiteral("cellar attic garden shed"));
    }

    void aDraftIsToldOfRoomsThatAreNotOnDisplay()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        app::ChatClient client(&settings);
        RoomListModel model(&client);
        app::ChatRoom *attic = client.openRoom("attic");
        attic->setDraft(QStringLiteral("I would say\nmore"));
        QCOMPARE(model.index(0).data(app::RoomRole::Draft).toString(), QString());
        client.openRoom("cellar");
        QCOMPARE(
            model.index(0).data(app::RoomRole::Draft).toString(), QStringLiteral("I would say"));
        QVERIFY(model.index(0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("draft")));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        attic->setDraft({});
        QVERIFY(changed.count() > 0);
        QCOMPARE(model.index(0).data(app::RoomRole::Draft).toString(), QString());
    }

    void whatAScreenReaderSaysHasWhatIsSeen()
    {
        QTemporaryDir directory;
        app::Settings settings(directory.path());
        app::ChatClient client(&settings);
        RoomListModel model(&client);
        app::ChatRoom *attic = client.openRoom("attic");
        client.openRoom("cellar");
        attic->setSelf({"self", QStringLiteral("Me"), 0, 0, 0});
        attic->addEntries({test::said(1), test::said(2, "ann", QStringLiteral("@Me come"))});
        attic->setMuted(true);
        QVERIFY(model.index(0).data(app::RoomRole::IsMuted).toBool());
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("attic, 2 unread, 1 mention(s), muted"));
    }
};

QTEST_GUILESS_MAIN(TestRoomListModel)
#include "tst_roomlistmodel.moc"
