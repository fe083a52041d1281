#include "app/delegates/messagerow.h"

namespace app {

MessageRow MessageRow::from(const QModelIndex &index)
{
    return {
        .kind = kindOf(index),
        .messageId = index.data(TimelineRole::MessageId).toByteArray(),
        .seq = index.data(TimelineRole::Seq).toLongLong(),
        .authorId = index.data(TimelineRole::AuthorId).toByteArray(),
        .authorName = index.data(TimelineRole::AuthorName).toString(),
        .text = index.data(TimelineRole::Text).toString(),
        .sentAt = index.data(TimelineRole::SentAt).toDateTime(),
        .state = static_cast<MessageState>(index.data(TimelineRole::State).toInt()),
        .failureReason = index.data(TimelineRole::FailureReason).toString(),
        .isOwn = index.data(TimelineRole::IsOwn).toBool(),
        .continuesGroup = index.data(TimelineRole::ContinuesGroup).toBool(),
        .isMention = index.data(TimelineRole::IsMention).toBool(),
        .holeSize = index.data(TimelineRole::HoleSize).toLongLong(),
        .pendingKey = index.data(TimelineRole::PendingKey).toByteArray(),
        .isEdited = index.data(TimelineRole::IsEdited).toBool(),
        .isDeleted = index.data(TimelineRole::IsDeleted).toBool(),
        .isPinned = index.data(TimelineRole::IsPinned).toBool(),
        .isReply = index.data(TimelineRole::IsReply).toBool(),
        .quotedAuthor = index.data(TimelineRole::QuotedAuthor).toString(),
        .quotedText = index.data(TimelineRole::QuotedText).toString(),
        .reactions = index.data(TimelineRole::Reactions).toStringList(),
    };
}

TimelineRowKind MessageRow::kindOf(const QModelIndex &index)
{
    return static_cast<TimelineRowKind>(index.data(TimelineRole::Kind).toInt());
}

} // namespace app
