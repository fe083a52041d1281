#include "app/models/roomsectionsmodel.h"

#include <QAbstractItemModelTester>
#include <QStandardItemModel>
#include <QTest>

#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using app::RoomRowKind;
using app::RoomSectionsModel;
namespace RoomRole = app::RoomRole;

class TestRoomSectionsModel : public QObject {
    Q_OBJECT

    QStandardItemModel m_rooms;
    std::unique_ptr<RoomSectionsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static QStandardItem *room(const QString &name, bool isFavourite = false)
    {
        auto *item = new QStandardItem(name);
        item->setData(name.toUtf8(), RoomRole::RoomId);
        item->setData(name, RoomRole::Name);
        item->setData(isFavourite, RoomRole::IsFavourite);
        return item;
    }

    // "[Rooms] a b": headings in brackets, "-" for an empty row.
    QString shown() const
    {
        QStringList words;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row);
            const auto kind = index.data(RoomRole::Kind).value<RoomRowKind>();
            const QString name = index.data(RoomRole::Name).toString();
            words += kind == RoomRowKind::Header ? u'[' + name + u']'
                : kind == RoomRowKind::Gone      ? u"-"_s
                                                 : name;
        }
        return words.join(u' ');
    }

private Q_SLOTS:
    void init()
    {
        m_rooms.clear();
        for (const QString &name : {u"attic"_s, u"cellar"_s, u"garden"_s})
            m_rooms.appendRow(room(name));
        m_model = std::make_unique<RoomSectionsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setRooms(&m_rooms);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void withoutFavouritesThereAreNoHeadings()
    {
        QCOMPARE(shown(), u"attic cellar garden"_s);
        QCOMPARE(m_model->roomCount(), 3);
        QCOMPARE(m_model->rowOf("garden"), 2);
    }

    void favouritesHaveASectionOfTheirOwn()
    {
        m_rooms.insertRow(0, room(u"zoo"_s, true));
        QCOMPARE(shown(), u"[Favourites] zoo [Rooms] attic cellar garden"_s);
        QCOMPARE(m_model->roomCount(), 4);
        QCOMPARE(m_model->firstRoom(), 1);
        QVERIFY(!(m_model->index(0).flags() & Qt::ItemIsEnabled));
        QVERIFY(m_model->index(1).flags() & Qt::ItemIsEnabled);
        m_rooms.removeRow(0);
        QCOMPARE(shown(), u"attic cellar garden"_s);
    }

    void typingFilters_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected");
        QTest::newRow("anywhere in the name") << u"ar"_s << u"cellar garden"_s;
        QTest::newRow("in any case") << u" ATT "_s << u"attic"_s;
        QTest::newRow("initial consonants") << u"ㅈㅂ"_s << u"주방"_s;
        QTest::newRow("nothing") << u"xyz"_s << QString();
    }

    void typingFilters()
    {
        QFETCH(QString, typed);
        QFETCH(QString, expected);
        m_rooms.insertRow(0, room(u"주방"_s, true));
        m_model->setFilter(typed);
        QCOMPARE(shown(), expected);
        m_model->setFilter({});
        QCOMPARE(shown(), u"[Favourites] 주방 [Rooms] attic cellar garden"_s);
    }

    // D7: what comes, goes or gets another name while somebody points at the list.
    void whileItIsHeldNothingMoves()
    {
        m_model->setHeld(true);
        m_rooms.insertRow(0, room(u"abbey"_s));
        QCOMPARE(shown(), u"attic cellar garden abbey"_s);
        m_rooms.removeRow(2); // the cellar
        QCOMPARE(shown(), u"attic - garden abbey"_s);
        QVERIFY(!(m_model->index(1).flags() & Qt::ItemIsEnabled));
        QCOMPARE(m_model->index(1).data(RoomRole::RoomId), QVariant());
        const QList<QStandardItem *> moved = m_rooms.takeRow(0);
        m_rooms.appendRow(moved);
        QCOMPARE(m_model->rowOf("attic"), 0);
        QCOMPARE(m_model->rowOf("garden"), 2);
        m_model->setHeld(false);
        QCOMPARE(shown(), u"attic garden abbey"_s);
    }

    void whatTheListPointsAtStaysTheSameRoomWhenItMovesAgain()
    {
        m_model->setHeld(true);
        m_rooms.insertRow(0, room(u"abbey"_s));
        const QPersistentModelIndex current(m_model->index(m_model->rowOf("cellar")));
        m_model->setHeld(false);
        QCOMPARE(shown(), u"abbey attic cellar garden"_s);
        QCOMPARE(current.data(RoomRole::RoomId).toByteArray(), QByteArray("cellar"));
    }

    void aFavouriteGoesToItsPlaceAtOnceByItsOwnersHand()
    {
        m_model->setHeld(true);
        const QPersistentModelIndex current(m_model->index(m_model->rowOf("garden")));
        const QList<QStandardItem *> garden = m_rooms.takeRow(2);
        QCOMPARE(shown(), u"attic cellar -"_s);
        garden.first()->setData(true, RoomRole::IsFavourite);
        m_rooms.insertRow(0, garden);
        m_rooms.item(1)->setData(true, RoomRole::IsFavourite);
        QCOMPARE(shown(), u"[Favourites] garden attic [Rooms] cellar"_s);
        m_rooms.item(1)->setData(false, RoomRole::IsFavourite);
        QCOMPARE(shown(), u"[Favourites] garden [Rooms] attic cellar"_s);
    }

    void whatBecomesOfARoomIsTold()
    {
        QList<int> rows;
        connect(m_model.get(), &QAbstractItemModel::dataChanged, this,
            [&rows](const QModelIndex &first) { rows += first.row(); });
        m_rooms.item(1)->setData(5, RoomRole::Unread);
        QCOMPARE(rows, QList<int>{1});
        QCOMPARE(m_model->index(1).data(RoomRole::Unread).toInt(), 5);
    }

    // Whatever happens to the rooms, released and held again at random: at rest it is what a list
    // made anew would be, and held no room changes its row.
    void itEndsAsAListMadeAnewWould()
    {
        std::mt19937 random(7);
        int made = 0;
        bool isHeld = false;
        for (int step = 0; step < 2000; ++step) {
            QHash<QByteArray, int> before;
            for (int row = 0; row < m_model->rowCount(); ++row)
                before.insert(m_model->index(row).data(RoomRole::RoomId).toByteArray(), row);
            const int count = m_rooms.rowCount();
            const bool wasHeld = isHeld;
            switch (random() % 4) {
            case 0:
                m_rooms.insertRow(
                    int(random() % unsigned(count + 1)), room(u"room %1"_s.arg(++made)));
                break;
            case 1:
                if (count > 0)
                    m_rooms.removeRow(int(random() % unsigned(count)));
                break;
            case 2:
                if (count > 0)
                    m_rooms.item(int(random() % unsigned(count)))->setData(made, RoomRole::Unread);
                break;
            default:
                isHeld = !isHeld;
                m_model->setHeld(isHeld);
            }
            if (isHeld && wasHeld) {
                for (int row = 0; row < m_rooms.rowCount(); ++row) {
                    const QByteArray id =
                        m_rooms.index(row, 0).data(RoomRole::RoomId).toByteArray();
                    QVERIFY(!before.contains(id) || m_model->rowOf(id) == before.value(id));
                }
            }
            if (!isHeld) {
                RoomSectionsModel anew;
                anew.setRooms(&m_rooms);
                QCOMPARE(m_model->rowCount(), anew.rowCount());
                for (int row = 0; row < anew.rowCount(); ++row)
                    QCOMPARE(m_model->index(row).data(), anew.index(row).data());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRoomSectionsModel)
#include "tst_roomsectionsmodel.moc"
