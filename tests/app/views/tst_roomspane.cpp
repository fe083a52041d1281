#include "app/delegates/roomdelegate.h"
#include "app/models/roles.h"
#include "app/views/roomspane.h"
#include "app/views/searchedit.h"
#include "app/views/theme.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QListView>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;

class RoomsPaneTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RoomsPane> m_pane;
    QStandardItemModel m_rooms;

    static QStandardItem *room(const QString &name, bool isFavourite = false)
    {
        auto *item = new QStandardItem(name);
        item->setData(name.toUtf8(), RoomRole::RoomId);
        item->setData(name, RoomRole::Name);
        item->setData(isFavourite, RoomRole::IsFavourite);
        return item;
    }

    QString shown() const
    {
        QStringList names;
        const QAbstractItemModel *model = m_pane->list()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            names += model->index(row, 0).data(RoomRole::Name).toString();
        }
        return names.join(u' ');
    }

    QModelIndex indexOf(const QByteArray &room) const
    {
        const QAbstractItemModel *model = m_pane->list()->model();
        return model->match(model->index(0, 0), RoomRole::RoomId, room, 1, Qt::MatchExactly)
            .value(0);
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_pane = std::make_unique<RoomsPane>(m_theme.get());
        m_rooms.clear();
        for (const QString &name : {u"attic"_s, u"cellar"_s, u"주방"_s}) {
            m_rooms.appendRow(room(name));
        }
        m_pane->setModel(&m_rooms);
        m_pane->resize(260, 500);
        m_pane->show();
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        m_pane->filter()->setFocus();
    }

    void cleanup() { m_pane.reset(); }

    void typingShowsOnlyTheRoomsOfThatName()
    {
        QTest::keyClicks(m_pane->filter(), u"ll"_s);
        QCOMPARE(shown(), u"cellar"_s);
        QSignalSpy activated(m_pane.get(), &RoomsPane::roomActivated);
        QTest::keyClick(m_pane->filter(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toByteArray(), QByteArray("cellar"));
        QCOMPARE(shown(), u"attic cellar 주방"_s); // what was looked for is found
    }

    void aSyllableThatIsBeingComposedFilters()
    {
        QInputMethodEvent composing(u"ㅈ"_s, {});
        QCoreApplication::sendEvent(m_pane->filter(), &composing);
        QCOMPARE(shown(), u"주방"_s);
    }

    void escapeEmptiesTheFieldAndThenLeavesIt()
    {
        QSignalSpy left(m_pane.get(), &RoomsPane::filterLeft);
        QTest::keyClicks(m_pane->filter(), u"att"_s);
        QTest::keyClick(m_pane->filter(), Qt::Key_Escape);
        QCOMPARE(shown(), u"attic cellar 주방"_s);
        QCOMPARE(left.count(), 0);
        QTest::keyClick(m_pane->filter(), Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
    }

    void downGoesIntoWhatWasFound()
    {
        QTest::keyClicks(m_pane->filter(), u"c"_s);
        QTest::keyClick(m_pane->filter(), Qt::Key_Down);
        QVERIFY(m_pane->list()->hasFocus());
        QCOMPARE(m_pane->list()->currentIndex().data(RoomRole::RoomId).toByteArray(),
            QByteArray("attic"));
        QCOMPARE(shown(), u"attic cellar"_s); // the filter stays
    }

    void nothingMovesUnderThePointer()
    {
        const QPoint cellar = m_pane->list()->visualRect(indexOf("cellar")).center();
        QEnterEvent enter(cellar, cellar, cellar);
        QCoreApplication::sendEvent(m_pane->list()->viewport(), &enter);
        m_rooms.insertRow(0, room(u"abbey"_s));
        m_rooms.removeRow(1); // the attic
        QCOMPARE(m_pane->list()->indexAt(cellar).data(RoomRole::RoomId).toByteArray(),
            QByteArray("cellar"));
        QSignalSpy activated(m_pane.get(), &RoomsPane::roomActivated);
        QTest::mouseClick(m_pane->list()->viewport(), Qt::LeftButton, {},
            m_pane->list()->visualRect(m_pane->list()->model()->index(0, 0)).center());
        QCOMPARE(activated.count(), 0); // an empty place
        m_pane->filter()->setFocus();
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(m_pane->list()->viewport(), &leave);
        QCOMPARE(shown(), u"abbey cellar 주방"_s);
    }

    void nothingMovesUnderTheKeys()
    {
        m_pane->focusList(Qt::TabFocusReason);
        QTest::keyClick(m_pane->list(), Qt::Key_Down);
        QCOMPARE(indexOf("cellar"), m_pane->list()->currentIndex());
        m_rooms.insertRow(0, room(u"abbey"_s));
        QCOMPARE(shown(), u"attic cellar 주방 abbey"_s);
        m_pane->filter()->setFocus();
        QCOMPARE(shown(), u"abbey attic cellar 주방"_s);
        QCOMPARE(indexOf("cellar"), m_pane->list()->currentIndex());
    }

    void theKeysPassOverHeadings()
    {
        m_rooms.insertRow(0, room(u"zoo"_s, true));
        m_pane->focusList(Qt::TabFocusReason);
        QCOMPARE(m_pane->list()->currentIndex(), indexOf("zoo"));
        QTest::keyClick(m_pane->list(), Qt::Key_Down);
        QCOMPARE(m_pane->list()->currentIndex(), indexOf("attic"));
        QTest::keyClick(m_pane->list(), Qt::Key_Up);
        QCOMPARE(m_pane->list()->currentIndex(), indexOf("zoo"));
    }

    void rowsHaveTheirHeights()
    {
        Appearance appearance = m_theme->appearance();
        RoomDelegate delegate;
        const QStyleOptionViewItem option;
        appearance.fonts.body.setPointSizeF(10);
        appearance.fonts.caption.setPointSizeF(8.6);
        delegate.setAppearance(appearance);
        QCOMPARE(delegate.sizeHint(option, indexOf("attic")).height(), 48);
        appearance.isDense = true;
        delegate.setAppearance(appearance);
        QCOMPARE(delegate.sizeHint(option, indexOf("attic")).height(), 32);
        appearance.fonts.body.setPointSizeF(40);
        delegate.setAppearance(appearance);
        QVERIFY(delegate.sizeHint(option, indexOf("attic")).height() > 50);
    }

    // Of a muted room only a mention is stressed.
    void aMutedRoomIsStressedByMentionsAlone()
    {
        QStandardItem *attic = m_rooms.item(0);
        attic->setData(3, RoomRole::Unread);
        QVERIFY(RoomDelegate::isStressed(attic->index()));
        attic->setData(true, RoomRole::IsMuted);
        QVERIFY(!RoomDelegate::isStressed(attic->index()));
        attic->setData(1, RoomRole::Mentions);
        QVERIFY(RoomDelegate::isStressed(attic->index()));
    }
};

QTEST_MAIN(RoomsPaneTest)
#include "tst_roomspane.moc"
