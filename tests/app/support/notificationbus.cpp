#include "tests/app/support/notificationbus.h"
