#include "tests/app/support/fakemodels.h"

namespace app::test {

void FakeTimeline::insert(int at, const std::vector<MessageRow> &rows)
{
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin() + at, rows.begin(), rows.end());
    endInsertRows();
}

void FakeTimeline::replace(int at, const MessageRow &row)
{
    m_rows[static_cast<std::size_t>(at)] = row;
    Q_EMIT dataChanged(index(at), index(at));
}

void FakeTimeline::remove(int at, int count)
{
    beginRemoveRows({}, at, at + count - 1);
    m_rows.erase(m_rows.begin() + at, m_rows.begin() + at + count);
    endRemoveRows();
}

void FakeTimeline::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int FakeTimeline::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FakeTimeline::data(const QModelIndex &index, int role) const
{
    const MessageRow &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case TimelineRole::Kind:
        return QVariant::fromValue(row.kind);
    case TimelineRole::MessageId:
    case TimelineRole::PendingKey:
        return row.messageId;
    case TimelineRole::Seq:
        return row.seq;
    case TimelineRole::AuthorId:
        return row.authorId;
    case TimelineRole::AuthorName:
        return row.authorName;
    case TimelineRole::Text:
        return row.text;
    case TimelineRole::SentAt:
        return row.sentAt;
    case TimelineRole::State:
        return QVariant::fromValue(row.state);
    case TimelineRole::FailureReason:
        return row.failureReason;
    case TimelineRole::IsOwn:
        return row.isOwn;
    case TimelineRole::ContinuesGroup:
        return row.continuesGroup;
    case TimelineRole::IsMention:
        return row.isMention;
    case TimelineRole::HoleSize:
        return row.holeSize;
    case TimelineRole::IsEdited:
        return row.isEdited;
    case TimelineRole::IsDeleted:
        return row.isDeleted;
    case TimelineRole::IsPinned:
        return row.isPinned;
    case TimelineRole::IsReply:
        return row.isReply;
    case TimelineRole::QuotedAuthor:
        return row.quotedAuthor;
    case TimelineRole::QuotedText:
        return row.quotedText;
    case TimelineRole::Reactions:
        return row.reactions;
    default:
        return {};
    }
}

MessageRow message(qint64 seq, const QString &author, const QString &text)
{
    MessageRow row;
    row.messageId = "m" + QByteArray::number(seq);
    row.seq = seq;
    row.authorId = "person-" + author.toUtf8();
    row.authorName = author;
    row.text = text;
    row.sentAt = QDateTime(QDate(2026, 11, 22), QTime(14, 2)).addSecs(seq * 20);
    return row;
}

std::vector<MessageRow> messages(qint64 from, qint64 to)
{
    std::vector<MessageRow> rows;
    for (qint64 seq = from; seq <= to; ++seq) {
        rows.push_back(message(seq, seq % 3 ? QStringLiteral("Ann") : QStringLiteral("Ben"),
            QStringLiteral("message number %1").arg(seq)));
    }
    return rows;
}

static MessageRow line(TimelineRowKind kind, const QString &text = {})
{
    MessageRow row = message(0, {}, text);
    row.kind = kind;
    return row;
}

static MessageRow following(MessageRow row)
{
    row.continuesGroup = true;
    return row;
}

static MessageRow own(MessageRow row, MessageState state, const QString &reason = {})
{
    row.isOwn = true;
    row.state = state;
    row.failureReason = reason;
    row.seq = state == MessageState::Sent ? row.seq : 0;
    return row;
}

static MessageRow mention(MessageRow row)
{
    row.isMention = true;
    return row;
}

static MessageRow edited(MessageRow row, const QStringList &reactions)
{
    row.isEdited = true;
    row.reactions = reactions;
    return row;
}

MessageRow replying(MessageRow row, const QString &author, const QString &text)
{
    row.isReply = true;
    row.quotedAuthor = author;
    row.quotedText = text;
    return row;
}

std::vector<MessageRow> conversation(bool isKorean)
{
    const auto say = [isKorean](const char *english, const char *korean) {
        return QString::fromUtf8(isKorean ? korean : english);
    };
    const QString ann = say("Ann Baker", "김안나");
    const QString ben = say("Ben", "이준호");
    const QString me = say("Minsu", "박민수");
    MessageRow today = line(TimelineRowKind::DayLine);
    today.sentAt = QDateTime::currentDateTime();
    MessageRow earlier = line(TimelineRowKind::DayLine);
    earlier.sentAt = QDateTime(QDate(2026, 11, 3), QTime(9, 0));
    MessageRow hole = line(TimelineRowKind::Hole);
    hole.holeSize = 42;
    return {
        line(TimelineRowKind::Start),
        earlier,
        message(1, ann,
            say("Who brings the projector on Saturday?", "토요일에 프로젝터 누가 가져오나요?")),
        message(2, ben,
            say("I can, it is in my office anyway.", "제가 가져갈게요. 어차피 사무실에 있어요.")),
        following(
            message(3, ben, say("Do we need the long cable too? 🔌", "긴 케이블도 필요할까요? 🔌"))),
        hole,
        today,
        message(46, me,
            say("The notes are here: https://example.org/notes/2026-11 (the second page is new).",
                "회의록은 여기 있어요: https://example.org/notes/2026-11 (두 번째 쪽이 새로 "
                "추가됐어요).")),
        edited(message(47, ann,
                   say("Thanks! I read them on the train. Two things: the room is booked until "
                       "six, and "
                       "the "
                       "caterer wants to know by Wednesday how many of us will stay for dinner, so "
                       "please "
                       "answer here even if you are not sure yet.",
                       "고마워요! 기차에서 읽었어요. 두 가지만 말씀드릴게요. 회의실은 여섯 시까지 "
                       "예약돼 "
                       "있고, "
                       "저녁 식사 인원은 수요일까지 알려 줘야 해요. 아직 확실하지 않더라도 여기에 "
                       "답을 "
                       "남겨 "
                       "주세요.")),
            {QStringLiteral("👍 2"), QStringLiteral("🎉 1 ✓")}),
        line(TimelineRowKind::UnreadLine, say("3 new since 14:02", "14:02부터 새 메시지 3개")),
        mention(
            message(48, ben, say("@Minsu are you staying? 😊👍", "@박민수 저녁 같이 드시나요? 😊👍"))),
        following(message(
            49, ben, say("I am.\nAnd my sister comes along.", "저는 갑니다.\n동생도 같이 와요."))),
        replying(
            own(message(50, me, say("Yes, count me in.", "네, 저도 갈게요.")), MessageState::Sent),
            ben, say("@Minsu are you staying? 😊👍", "@박민수 저녁 같이 드시나요? 😊👍")),
        following(own(message(51, me, say("What about the train back?", "돌아가는 기차는요?")),
            MessageState::Waiting)),
        following(own(message(52, me, say("There is one at nine.", "아홉 시 기차가 있네요.")),
            MessageState::Late)),
        following(own(message(53, me, say("See you!", "그때 봐요!")), MessageState::Failed,
            say("the room does not exist any more", "방이 더 이상 없습니다"))),
    };
}

std::vector<MessageRow> markdownConversation(bool isKorean)
{
    const auto say = [isKorean](const char *english, const char *korean) {
        return QString::fromUtf8(isKorean ? korean : english);
    };
    const QString ann = say("Ann Baker", "김안나");
    const QString ben = say("Ben", "이준호");
    return {
        message(1, ann,
            say("The build is **green** again, *nearly* without warnings. ~~Tomorrow~~ today "
                "we tag it: see [the notes](https://example.org/notes) and `CHANGELOG.md`.",
                "빌드가 **다시 성공**했어요. 경고도 *거의* 없고요. ~~내일~~ 오늘 태그를 답니다. "
                "[회의록](https://example.org/notes)과 `CHANGELOG.md`를 봐 주세요.")),
        message(2, ben,
            say("> Who brings the projector on Saturday?\n> And the cable?\n\n@Ann Baker brings "
                "both. What is left:\n- chairs\n- coffee\n  - milk, from the shop\n- tea\n\n1. "
                "doors at two\n2. talks at three",
                "> 토요일에 프로젝터 누가 가져오나요?\n> 케이블도요?\n\n@김안나님이 둘 다 "
                "가져와요. 남은 것:\n- 의자\n- 커피\n  - 우유는 가게에서\n- 차\n\n1. 두 시에 "
                "문을 열어요\n2. 세 시에 발표(3~5시)")),
        message(3, ann,
            say("# How it starts\n```cpp\nint main(int argc, char *argv[])\n{\n    "
                "QApplication program(argc, argv);\n    return program.exec(); // and that is "
                "all that there is to it, in one line that is long\n}\n```\n@Minsu does that "
                "look right?",
                "# 시작하는 법\n```cpp\nint main(int argc, char *argv[])\n{\n    QApplication "
                "program(argc, argv);\n    return program.exec(); // 이 줄은 아주 길어서 한 줄에 "
                "다 들어가지 않을 수 있습니다\n}\n```\n@박민수님, 맞나요?")),
    };
}

void FakeList::append(const QHash<int, QVariant> &row)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(row);
    endInsertRows();
}

int FakeList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FakeList::data(const QModelIndex &index, int role) const
{
    return m_rows.at(static_cast<std::size_t>(index.row())).value(role);
}

void fillRooms(FakeList &list, bool isKorean)
{
    struct Room {
        const char *english;
        const char *korean;
        const char *last;
        const char *lastKorean;
        int unread;
        int mentions;
        const char *draft = "";
        const char *draftKorean = "";
    };
    const Room rooms[] = {
        {"Everybody", "모두의 방", "Ben: And my sister comes along.", "이준호: 동생도 같이 와요.",
            0, 0},
        {"Kitchen", "주방", "Ann Baker: The coffee is out again, who orders?",
            "김안나: 커피가 또 떨어졌어요.", 3, 0},
        {"Release 1.0", "1.0 출시", "Minsu: tagged", "박민수: 태그 달았어요", 0, 0,
            "Before we publish it, somebody should", "올리기 전에 누가 한 번"},
        {"Weekend hike", "주말 등산", "Clara: @Minsu bring the map",
            "최은지: @박민수 지도 챙겨 주세요", 12, 1},
        {"A room with a very long name that does not fit",
            "이름이 아주 길어서 한 줄에 다 들어가지 않는 방", "", "", 240, 0},
    };
    for (const Room &room : rooms) {
        list.append({{RoomRole::RoomId, QByteArray(room.english)},
            {RoomRole::Name, QString::fromUtf8(isKorean ? room.korean : room.english)},
            {RoomRole::LastText, QString::fromUtf8(isKorean ? room.lastKorean : room.last)},
            {RoomRole::Unread, room.unread}, {RoomRole::Mentions, room.mentions},
            {RoomRole::IsOpen, list.rowCount() == 0}, {RoomRole::IsFavourite, list.rowCount() < 2},
            {RoomRole::IsMuted, room.unread > 100},
            {RoomRole::Draft, QString::fromUtf8(isKorean ? room.draftKorean : room.draft)}});
    }
}

void fillMembers(FakeList &list, bool isKorean)
{
    const std::pair<const char *, const char *> names[] = {{"Ann Baker", "김안나"},
        {"Ben", "이준호"}, {"Minsu", "박민수"}, {"Clara Österberg-Lindqvist", "최은지"},
        {"Ann 2", "김안나 2"}};
    for (const auto &[english, korean] : names) {
        const QString name = QString::fromUtf8(isKorean ? korean : english);
        const int at = list.rowCount();
        list.append({{MemberRole::Person, "person-" + name.toUtf8()}, {MemberRole::Name, name},
            {MemberRole::IsGuest, at == 4}, {MemberRole::IsAway, at == 3},
            {MemberRole::IsSelf, at == 2}});
    }
}

Appearance plainAppearance()
{
    Appearance appearance;
    Colors &colors = appearance.colors;
    colors.base = Qt::white;
    colors.text = Qt::black;
    colors.textMuted = QColor(90, 90, 90);
    colors.accent = QColor(0, 100, 80);
    colors.selection = QColor(180, 220, 255);
    colors.danger = QColor(200, 0, 0);
    return appearance;
}

} // namespace app::test
