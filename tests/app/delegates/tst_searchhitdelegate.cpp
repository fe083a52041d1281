#include "app/delegates/searchhitdelegate.h"
#include "app/models/roles.h"
#include "tests/app/support/fakemodels.h"

#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPoint>
#include <QStyleOptionViewItem>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

class SearchHitDelegateTest : public QObject {
    Q_OBJECT

private:
    static void addHit(FakeList &list, const QString &room, const QString &text, const QPoint &hit)
    {
        list.append({{SearchRole::RoomName, room}, {SearchRole::AuthorId, QByteArray("ann")},
            {SearchRole::AuthorName, u"Ann"_s},
            {SearchRole::SentAt, QDateTime(QDate(2026, 11, 22), QTime(14, 2))},
            {SearchRole::Text, text}, {SearchRole::Hits, QVariantList{hit}}});
    }

    static int heightOf(const SearchHitDelegate &delegate, const QModelIndex &index, int width)
    {
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, width, 0);
        return delegate.sizeHint(option, index).height();
    }

    static QImage painted(const SearchHitDelegate &delegate, const QModelIndex &index)
    {
        QImage image(300, heightOf(delegate, index, 300), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        delegate.paint(&painter, option, index);
        return image;
    }

private Q_SLOTS:
    void theTimeOfTodayAndTheDayOfOthers()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        const QDateTime at(QDate(2026, 11, 22), QTime(14, 2));
        QCOMPARE(SearchHitDelegate::when(at, at.date()), u"14:02"_s);
        QCOMPARE(SearchHitDelegate::when(at, at.date().addDays(1)), u"22/11/2026"_s);
    }

    void aRoomTakesALineOfItsOwn()
    {
        FakeList list;
        addHit(list, {}, u"see you"_s, {0, 3});
        addHit(list, u"Kitchen"_s, u"see you"_s, {0, 3});
        SearchHitDelegate delegate;
        delegate.setAppearance(plainAppearance());
        QVERIFY(heightOf(delegate, list.index(1), 300) > heightOf(delegate, list.index(0), 300));
    }

    void longTextsAreCutAfterSomeLines()
    {
        FakeList list;
        addHit(list, {}, u"word "_s.repeated(60), {0, 4});
        addHit(list, {}, u"word "_s.repeated(600), {0, 4});
        addHit(list, {}, QString(4000, u'회'), {0, 4});
        SearchHitDelegate delegate;
        delegate.setAppearance(plainAppearance());
        const int height = heightOf(delegate, list.index(0), 300);
        QCOMPARE(heightOf(delegate, list.index(1), 300), height);
        QVERIFY(heightOf(delegate, list.index(2), 300) < height * 2);
    }

    void theHitIsSeen()
    {
        FakeList list;
        addHit(list, {}, u"see you"_s, {4, 3});
        addHit(list, {}, u"see you"_s, {0, 0});
        SearchHitDelegate delegate;
        delegate.setAppearance(plainAppearance());
        QVERIFY(painted(delegate, list.index(0)) != painted(delegate, list.index(1)));
    }
};

QTEST_MAIN(SearchHitDelegateTest)
#include "tst_searchhitdelegate.moc"
